import { concat, equalBytes, utf8 } from "../../../../../web/client/src/crypto/bytes.ts";
import { Ceremony } from "../../../../../web/client/src/crypto/dkg/ceremony.ts";
import { certifiedBytes, certify } from "../../../../../web/client/src/crypto/dkg/certificate.ts";
import { complain } from "../../../../../web/client/src/crypto/dkg/complaint.ts";
import {
  Dealing,
  deal,
  dealWith,
  proveDealing,
} from "../../../../../web/client/src/crypto/dkg/dealing.ts";
import { dealFromSeed } from "../../../../../web/client/src/crypto/dkg/dealingSeed.ts";
import { combine, receive, receiveFrom } from "../../../../../web/client/src/crypto/dkg/keys.ts";
import { SecretPolynomial } from "../../../../../web/client/src/crypto/dkg/polynomial.ts";
import { commitTo, openDealings } from "../../../../../web/client/src/crypto/dkg/posts.ts";
import {
  cocktailSign,
  cocktailVerify,
} from "../../../../../web/client/src/crypto/dkg/signature.ts";
import {
  EqualityProof,
  verifyEquality,
} from "../../../../../web/client/src/crypto/equalityProof.ts";
import {
  type SecretScalar,
  decodeElement,
  generator,
  identity,
  multiplyBase,
  randomScalar,
} from "../../../../../web/client/src/crypto/group.ts";
import { Refused } from "../../../../../web/client/src/crypto/refused.ts";
import { ready } from "../../../../../web/client/src/crypto/sodium.ts";
import { ok, refused } from "../../expectations.ts";
import assert from "node:assert/strict";
import { before, test } from "node:test";

before(() => ready);

const session = utf8("session");

interface Held {
  secrets: SecretScalar[];
  ceremony: Ceremony;
  dealings: Dealing[];
}

function held(trustees: number, threshold: number): Held {
  const secrets = Array.from({ length: trustees }, () => randomScalar());
  const keys = secrets.map((secret) => multiplyBase(secret));
  const ceremony = ok(Ceremony.create(threshold, keys, session));
  const dealings = secrets.map((secret, position) => deal(ceremony, position + 1, secret));
  return { secrets, ceremony, dealings };
}

// The same dealing with one byte of one share changed.
function spoiled(dealing: Dealing, receiver: number): Dealing {
  const shares = dealing.shares.map((share) => share.slice());
  shares[receiver - 1]![0]! ^= 1;
  return new Dealing({ ...dealing, shares }, dealing.ephemeralPossession);
}

test("a ceremony ends with shares that are the secrets of the share keys", () => {
  const { secrets, ceremony, dealings } = held(3, 2);
  const keys = ok(combine(ceremony, dealings));
  for (const [position, secret] of secrets.entries()) {
    const share = ok(receive(ceremony, dealings, position + 1, secret));
    assert.ok(equalBytes(multiplyBase(share), keys.shareKeys[position]!));
  }
});

test("certificates verify for the transcript that was signed and for no other", () => {
  const { secrets, ceremony, dealings } = held(3, 2);
  const other = [...dealings.slice(0, 2), deal(ceremony, 3, secrets[2]!)];
  const certificate = certify(ceremony, dealings, secrets[0]!);
  const key = ceremony.staticKey(1);
  assert.ok(cocktailVerify(key, certifiedBytes(ceremony, dealings), certificate));
  assert.ok(!cocktailVerify(key, certifiedBytes(ceremony, other), certificate));
  assert.ok(!cocktailVerify(key, certifiedBytes(ceremony.without(2), dealings), certificate));
});

test("a threshold of nobody, of more than all, and equal keys are refused", () => {
  const { ceremony } = held(3, 2);
  const keys = [...ceremony.staticKeys];
  refused(Ceremony.create(0, keys, session), "ceremony.parameters", "");
  refused(Ceremony.create(4, keys, session), "ceremony.parameters", "");
  refused(Ceremony.create(1, [], session), "ceremony.parameters", "");
  const twins = [keys[0]!, keys[0]!];
  refused(Ceremony.create(1, twins, session), "ceremony.parameters", "trustee 2");
  const withIdentity = [keys[0]!, identity];
  refused(Ceremony.create(1, withIdentity, session), "ceremony.identity", "trustee 2");
});

test("a dealing with another length, encoding or an identity is refused by its name", () => {
  const { ceremony, dealings } = held(3, 2);
  const bytes = dealings[0]!.encode();
  const changed = (at: number, values: readonly number[]): Uint8Array => {
    const copy = bytes.slice();
    copy.set(values, at);
    return copy;
  };
  const decode = (each: Uint8Array) => Dealing.decode(ceremony, 1, each);
  refused(decode(bytes.subarray(1)), "ceremony.length", "trustee 1");
  refused(decode(bytes.subarray(32)), "ceremony.coefficients", "trustee 1");
  refused(decode(new Uint8Array()), "ceremony.length", "trustee 1");
  refused(decode(changed(0, new Array(32).fill(0))), "ceremony.identity", "trustee 1");
  refused(decode(changed(0, new Array(32).fill(255))), "ceremony.encoding", "trustee 1");
  refused(decode(changed(64 + 32, new Array(32).fill(255))), "ceremony.encoding", "trustee 1");
  refused(decode(changed(64 + 64, new Array(32).fill(0))), "ceremony.identity", "trustee 1");
  refused(decode(changed(64 + 96 + 7, [49])), "ceremony.length", "trustee 1");
  const proof = bytes.length - 64;
  refused(decode(changed(proof, new Array(32).fill(255))), "ceremony.encoding", "trustee 1");
  refused(decode(changed(proof + 32, new Array(32).fill(255))), "ceremony.encoding", "trustee 1");
});

test("a dealing that was not hashed, or does not prove possession, names its dealer", () => {
  const { ceremony, dealings } = held(3, 2);
  const deals = dealings.map((dealing) => dealing.encode());
  const commits = deals.map((bytes, position) => commitTo(ceremony, position + 1, bytes));
  assert.equal(ok(openDealings(ceremony, commits, deals)).length, 3);

  const exchanged = [commits[1]!, commits[0]!, commits[2]!];
  refused(openDealings(ceremony, exchanged, deals), "ceremony.reveal", "trustee 1");
  refused(openDealings(ceremony, commits, deals.slice(0, 2)), "ceremony.trustee", "trustee 3");

  // Another ephemeral key under the proof of possession of the second dealing.
  const forged = deals[1]!.slice();
  forged.set(dealings[0]!.ephemeralKey, 2 * 32 + 64);
  const hashed = [commits[0]!, commitTo(ceremony, 2, forged), commits[2]!];
  const withForged = [deals[0]!, forged, deals[2]!];
  refused(openDealings(ceremony, hashed, withForged), "ceremony.possession", "trustee 2");
});

test("the proof for E is of its dealing, dealer and ceremony alone, and nobody copies an E", () => {
  const { secrets, ceremony, dealings } = held(3, 2);
  const from = { polynomial: SecretPolynomial.random(2), ephemeral: randomScalar() };
  const dealing = dealWith(ceremony, 1, secrets[0]!, from);
  assert.equal(dealing.checkPossession(ceremony, 1), null);
  const refusesIt = (each: Dealing, dealer: number, detail = "ephemeral key"): void => {
    const refusal = each.checkPossession(ceremony, dealer);
    refused(refusal, "ceremony.possession", `trustee ${dealer}`);
    assert.equal(refusal!.detail, detail);
  };
  refusesIt(new Dealing(dealing, dealings[1]!.ephemeralPossession), 1);
  refusesIt(dealing, 2);
  const elsewhere = ok(Ceremony.create(2, ceremony.staticKeys, utf8("another session")));
  refusesIt(proveDealing(elsewhere, 1, dealing, from.ephemeral), 1);
  refusesIt(dealWith(elsewhere, 1, secrets[0]!, from), 1, "commitment 0");
  // The same E and polynomial, another share.
  refusesIt(spoiled(dealing, 3), 1);

  // The second dealer takes over the E of the first, under a right proof for its own C_0.
  const { ephemeralKey, ephemeralPossession } = dealing;
  const own = { polynomial: SecretPolynomial.random(2), ephemeral: randomScalar() };
  const dealt = dealWith(ceremony, 2, secrets[1]!, own);
  const { commitments, shares, ephemeralPossession: ownProof } = dealt;
  const message = concat(ceremony.context, ...commitments, ephemeralKey);
  const possession = cocktailSign(own.polynomial.secret, message);
  const copied = { commitments, possession, ephemeralKey, shares };
  refusesIt(new Dealing(copied, ephemeralPossession), 2);
  refusesIt(new Dealing(copied, ownProof), 2);

  // The hash and the certificate are of the proof too.
  const again = new Dealing(dealing, ownProof);
  assert.ok(
    !equalBytes(commitTo(ceremony, 1, dealing.encode()), commitTo(ceremony, 1, again.encode())),
  );
  const [, second, third] = dealings as [Dealing, Dealing, Dealing];
  assert.ok(
    !equalBytes(
      certifiedBytes(ceremony, [dealing, second, third]),
      certifiedBytes(ceremony, [again, second, third]),
    ),
  );
});

test("a share that cannot be opened or does not fit names its dealer", () => {
  const { secrets, ceremony, dealings } = held(3, 2);
  const wrong = spoiled(dealings[1]!, 3);
  refused(receiveFrom(ceremony, 2, wrong, 3, secrets[2]!), "ceremony.share", "trustee 2");
  const other = deal(ceremony, 2, secrets[1]!);
  const { commitments } = dealings[1]!;
  const mixed = new Dealing({ ...other, commitments }, other.ephemeralPossession);
  refused(receiveFrom(ceremony, 2, mixed, 3, secrets[2]!), "ceremony.share", "trustee 2");
  const without = ceremony.without(2);
  const all = [dealings[0]!, wrong, dealings[2]!];
  assert.ok(receive(ceremony, all, 3, secrets[2]!) instanceof Refused);
  const share = ok(receive(without, all, 3, secrets[2]!));
  assert.ok(equalBytes(multiplyBase(share), ok(combine(without, all)).shareKeys[2]!));
});

test("a complaint proves both products with the accuser's key", () => {
  const { secrets, ceremony, dealings } = held(3, 2);
  const complaint = complain(ceremony, 3, 1, dealings[0]!, secrets[2]!);
  assert.equal(complaint.length, 256);
  const ephemeral = ok(decodeElement(complaint.slice(0, 32)));
  const proof = ok(EqualityProof.decode(complaint.slice(64, 160)));
  const election = ceremony.fingerprint();
  const bases = [generator, dealings[0]!.ephemeralKey] as const;
  assert.ok(verifyEquality({ election, bases, keys: [ceremony.staticKey(3), ephemeral] }, proof));
  assert.ok(!verifyEquality({ election, bases, keys: [ceremony.staticKey(2), ephemeral] }, proof));
});

test("a seed gives one dealing for a ceremony on a log, and others elsewhere", () => {
  const { secrets, ceremony } = held(3, 2);
  const seed = new Uint8Array(32).fill(7);
  const dealt = (on: Ceremony, log: string, from: Uint8Array): Uint8Array =>
    dealFromSeed(on, 1, secrets[0]!, from, log).encode();
  const first = dealt(ceremony, "log", seed);
  assert.ok(equalBytes(first, dealt(ceremony, "log", seed)));
  assert.equal(ok(Dealing.decode(ceremony, 1, first)).checkPossession(ceremony, 1), null);
  const session2 = concat(session, session);
  const elsewhere = ok(Ceremony.create(2, ceremony.staticKeys, session2));
  const higher = ok(Ceremony.create(3, ceremony.staticKeys, session));
  const constant = (bytes: Uint8Array): Uint8Array => bytes.slice(0, 32);
  for (const other of [
    dealt(ceremony, "other log", seed),
    dealt(ceremony, "log", new Uint8Array(32)),
    dealt(elsewhere, "log", seed),
    dealt(higher, "log", seed),
  ]) {
    assert.ok(!equalBytes(constant(first), constant(other)));
  }
});
