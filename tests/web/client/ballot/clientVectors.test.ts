// What the C++ computes for a voter, computed again: tests/vectors/tabella/README.md.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ballotsFingerprint,
  electionFingerprint,
  rollFingerprint,
  styleDigest,
} from "../../../../web/client/src/ballot/fingerprint.ts";
import { fromBits, toBits } from "../../../../web/client/src/ballot/answers.ts";
import { decodeAnswers } from "../../../../web/client/src/ballot/answersJson.ts";
import {
  decodeBallotPost,
  encodeBallotPost,
} from "../../../../web/client/src/ballot/ballotPost.ts";
import { type CompiledStyle, compileAll } from "../../../../web/client/src/ballot/compile.ts";
import { decodeDefinition } from "../../../../web/client/src/ballot/definitionJson.ts";
import { receiptCode, receiptCodePrefix } from "../../../../web/client/src/ballot/receiptCode.ts";
import {
  idOfNotice,
  makeTestedNotice,
  openTestedNotice,
} from "../../../../web/client/src/ballot/testedNotice.ts";
import {
  credentialOf,
  deriveCredentialKey,
  parseVotingCode,
} from "../../../../web/client/src/ballot/votingCode.ts";
import { cosignedBy, parsePolicy } from "../../../../web/client/src/bulletinBoard/policy.ts";
import {
  encodeReceipt,
  parseReceipt,
  verifyReceipt,
} from "../../../../web/client/src/bulletinBoard/receipt.ts";
import {
  ballotId,
  encodeBallot,
  encodeUncast,
  failedChecks,
} from "../../../../web/client/src/crypto/ballotProof.ts";
import { cast, finish, prove } from "../../../../web/client/src/crypto/ballotProver.ts";
import {
  ascii,
  type Bytes,
  decodeUtf8,
  encodeBase64Url,
  encodeHex,
  utf8,
} from "../../../../web/client/src/crypto/bytes.ts";
import { StaticKey, deriveStaticSecret } from "../../../../web/client/src/crypto/dkg/staticKey.ts";
import {
  decodeElement,
  decodeSecretScalar,
  type Element,
  multiplyBase,
  type SecretScalar,
} from "../../../../web/client/src/crypto/group.ts";
import { sha256 } from "../../../../web/client/src/crypto/hash.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import type { Row } from "../../../../web/client/src/crypto/style.ts";
import { refuses } from "../refusal.ts";
import { hex, readVectors } from "../vectors.ts";

type RowForm = Record<string, number>;
interface StyleForm {
  id: string;
  digest: string;
  ballots: string;
  bits: number;
  counters: RowForm[];
  equations: { row: RowForm; rhs: number }[];
  totals: number[][];
}
interface BallotForm {
  style: string;
  answers: string;
  bits: number[];
  sk: string;
  kappa: string;
  seed: string;
  credential: string;
  sequence: number;
  id: string;
  receipt_code: string;
  post: string;
}
interface ElectionForm {
  name: string;
  definition: string;
  announcement: string;
  key: string;
  roll: [string, number, number][];
  roll_fingerprint: string;
  fingerprint: string;
  styles: StyleForm[];
  ballots: BallotForm[];
}

const vectors = readVectors<{
  elections: ElectionForm[];
  codes: { typed: string; election: string; sk: string; credential: string }[];
  notice: {
    election: string;
    style: string;
    sequence: number;
    uncast: string;
    ballot: string;
    sk: string;
    line: string;
  };
  joins: { announcement: string; secret: string; static: string; number: number; proof: string }[];
  receipts: {
    policy: string;
    receipt: string;
    entry: string;
    origin: string;
    size: number;
    cosigned: number[];
  }[];
}>("tabella/client.json");

await ready;

const element = (text: string): Element => decodeElement(hex(text))!;
const secret = (text: string): SecretScalar => decodeSecretScalar(hex(text))!;
const rowForm = (row: Row): RowForm =>
  Object.fromEntries(row.map(({ bit, coefficient }) => [String(bit), coefficient]));

const styleForm = (compiled: CompiledStyle, election: Bytes): StyleForm => ({
  id: compiled.id,
  digest: encodeHex(styleDigest(compiled)),
  ballots: encodeHex(ballotsFingerprint(election, compiled.id)),
  bits: compiled.style.bits,
  counters: compiled.style.counters.map(rowForm),
  equations: compiled.style.equations.map(({ row, rhs }) => ({ row: rowForm(row), rhs })),
  totals: compiled.totals.map((t) => [
    t.question,
    t.first,
    t.second,
    t.maxValue,
    t.counter,
    t.shift,
    t.width,
  ]),
});

for (const vector of vectors.elections) {
  const definition = decodeDefinition(utf8(vector.definition));
  const styles = compileAll(definition);
  const fingerprint = hex(vector.fingerprint);

  test(`${vector.name}: styles and fingerprints`, () => {
    assert.deepEqual(
      styles.map((style) => styleForm(style, fingerprint)),
      vector.styles,
    );
    const roll = rollFingerprint(
      vector.roll.map(([credential, style, weight]) => ({
        credential: element(credential),
        style,
        weight,
      })),
    );
    assert.equal(encodeHex(roll), vector.roll_fingerprint);
    assert.equal(
      encodeHex(electionFingerprint(hex(vector.announcement), styles, element(vector.key), roll)),
      vector.fingerprint,
    );
  });

  for (const ballot of vector.ballots) {
    const compiled = styles.find(({ id }) => id === ballot.style)!;
    const statement = {
      style: compiled.style,
      election: ballotsFingerprint(fingerprint, compiled.id),
      key: element(vector.key),
      credential: element(ballot.credential),
      sequence: ballot.sequence,
    };

    test(`${vector.name}, ${ballot.style} ${ballot.sequence}: answers, bits and back`, () => {
      const answers = decodeAnswers(utf8(ballot.answers));
      const bits = toBits(definition, compiled, answers);
      assert.deepEqual(Array.from(bits), ballot.bits);
      assert.deepEqual(toBits(definition, compiled, fromBits(definition, compiled, bits)), bits);
      bits[0]! ^= 1;
      if (compiled.style.equations.some(({ row }) => row.some(({ bit }) => bit === 0))) {
        refuses("answers.bits", () => fromBits(definition, compiled, bits));
      }
    });

    const which = `${vector.name}, ${ballot.style} ${ballot.sequence}`;
    test(`${which}: sealed, cast and posted byte for byte`, () => {
      const kappa = secret(ballot.kappa);
      const proof = finish(
        prove(statement, Uint8Array.from(ballot.bits), hex(ballot.seed), multiplyBase(kappa)),
      );
      const sealed = encodeBallot(cast(proof, secret(ballot.sk), kappa));
      const id = ballotId(statement, encodeUncast(proof.ballot));
      assert.equal(encodeHex(id), ballot.id);
      assert.equal(receiptCode(id), ballot.receipt_code);
      assert.deepEqual(receiptCodePrefix(ballot.receipt_code), id.slice(0, 15));
      const post = {
        election: fingerprint,
        style: compiled.id,
        credential: statement.credential,
        sequence: ballot.sequence,
        sealed,
      };
      assert.equal(decodeUtf8(encodeBallotPost(post)), ballot.post);
      assert.deepEqual(decodeBallotPost(ascii(ballot.post)), post);
      if (compiled.style.bits < 60) assert.deepEqual(failedChecks(statement, sealed), []);
    });
  }
}

test("codes give the credentials that the C++ derives", () => {
  for (const { typed, election, sk, credential } of vectors.codes) {
    const key = deriveCredentialKey(parseVotingCode(typed), election);
    assert.equal(encodeHex(key), sk);
    assert.equal(encodeHex(credentialOf(key)), credential);
  }
});

test("trustees of the C++ join with the keys and proofs that are derived here", () => {
  for (const { announcement, secret, static: key, number, proof } of vectors.joins) {
    const derived = deriveStaticSecret(hex(announcement), hex(secret));
    const join = StaticKey.make(hex(announcement), number, derived).encode();
    assert.equal(encodeHex(join), key + proof);
    assert.ok(StaticKey.open(hex(announcement), number, join) instanceof StaticKey);
  }
  assert.notEqual(vectors.joins.length, 0);
});

test("a notice of the C++ is opened, and ours says the same", () => {
  const { election, style, sequence, uncast, ballot, sk, line } = vectors.notice;
  const notice = openTestedNotice(ascii(line));
  assert.deepEqual([encodeHex(notice.election), notice.style], [election, style]);
  assert.equal(encodeHex(idOfNotice(notice)), ballot);
  const about = { election: hex(election), style, sequence, sealed: sha256(hex(uncast)) };
  assert.deepEqual(openTestedNotice(makeTestedNotice(about, secret(sk))), notice);
  // The proof says all of it.
  for (const [said, other] of [
    [notice.election, sha256(notice.election)],
    [notice.credential, multiplyBase(secret(vectors.elections[0]!.ballots[0]!.sk))],
    [notice.sealed, sha256(notice.sealed)],
  ] as const)
    refuses("tested.proof", () =>
      openTestedNotice(ascii(line.replace(encodeBase64Url(said), encodeBase64Url(other)))),
    );
  for (const [said, other] of [
    ['"style":"north"', '"style":"south"'],
    ['"sequence":3', '"sequence":4'],
  ] as const) {
    assert.ok(line.includes(said));
    refuses("tested.proof", () => openTestedNotice(ascii(line.replace(said, other))));
  }
  for (const [said, other] of [
    ['"style":"north"', '"style":""'],
    ['"sequence":3', '"sequence":0'],
    ['"sequence":3', '"sequence":9007199254740992'],
    ['"sealed":"', '"sealed":"A'],
    ['"sealed"', '"ballot"'],
  ] as const)
    refuses("tested.encoding", () => openTestedNotice(ascii(line.replace(said, other))));
});

test("a notice of another's ballot is about no ballot of the other", () => {
  const { election, style, sequence, uncast, ballot } = vectors.notice;
  const about = { election: hex(election), style, sequence, sealed: sha256(hex(uncast)) };
  const other = secret(vectors.elections[0]!.ballots[0]!.sk);
  assert.notEqual(encodeHex(idOfNotice(openTestedNotice(makeTestedNotice(about, other)))), ballot);
});

test("receipts of the C++ verify under their policies, with the witnesses that cosigned", () => {
  for (const { policy: text, receipt: bytes, entry, origin, size, cosigned } of vectors.receipts) {
    const [policy, receipt] = [parsePolicy(text), parseReceipt(utf8(bytes))];
    const { checkpoint, note } = verifyReceipt(receipt, utf8(entry), policy);
    assert.deepEqual([checkpoint.origin, Number(checkpoint.size)], [origin, size]);
    assert.deepEqual([...cosignedBy(policy, note).values()].map(Number), cosigned);
    assert.equal(decodeUtf8(encodeReceipt(receipt)), bytes);
    refuses("receipt.inclusion", () => verifyReceipt(receipt, utf8(`${entry}0`), policy));
    refuses("receipt.inclusion", () =>
      verifyReceipt({ ...receipt, index: receipt.index ^ 1n }, utf8(entry), policy),
    );
  }
});
