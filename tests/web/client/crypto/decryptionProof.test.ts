import assert from "node:assert/strict";
import { before, test } from "node:test";

import {
  type DecryptionStatement,
  proveDecryption,
  verifyDecryption,
} from "../../../../web/client/src/crypto/decryptionProof.ts";
import {
  EqualityProof,
  proveEquality,
  verifyEquality,
} from "../../../../web/client/src/crypto/equalityProof.ts";
import {
  type Element,
  add,
  generator,
  identity,
  multiply,
  multiplyBase,
  randomScalar,
  scalarFromInteger,
} from "../../../../web/client/src/crypto/group.ts";
import { SecretPolynomial } from "../../../../web/client/src/crypto/dkg/polynomial.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { combinePartials, smallLogarithm } from "../../../../web/client/src/tally/combination.ts";
import { decodePartials, decrypt } from "../../../../web/client/src/tally/partialDecryption.ts";
import { ok } from "../expectations.ts";

before(() => ready);

const election = new Uint8Array(32).fill(9);
const randomElement = (): Element => multiplyBase(randomScalar());

function proven(alphas: readonly Element[]): {
  statement: DecryptionStatement;
  proof: EqualityProof;
} {
  const share = randomScalar();
  const partials = alphas.map((alpha) => multiply(share, alpha));
  const statement = { election, trustee: 2, shareKey: multiplyBase(share), alphas, partials };
  return { statement, proof: proveDecryption(statement, share) };
}

test("a proof of partial decryptions holds, also where nobody voted", () => {
  for (const alphas of [[randomElement(), randomElement()], [identity, identity], []]) {
    const { statement, proof } = proven(alphas);
    assert.ok(verifyDecryption(statement, proof));
    assert.ok(verifyDecryption(statement, ok(EqualityProof.decode(proof.encode()))));
  }
});

test("a proof of partial decryptions holds for nothing else than its statement", () => {
  const { statement, proof } = proven([randomElement(), randomElement()]);
  const [first, second] = statement.partials as [Element, Element];
  const others: Partial<DecryptionStatement>[] = [
    { election: new Uint8Array(32) },
    { trustee: 3 },
    { shareKey: randomElement() },
    { shareKey: identity },
    { alphas: [statement.alphas[1]!, statement.alphas[0]!] },
    { partials: [add(first, generator), second] },
    { partials: [second, first] },
    { partials: [first] },
  ];
  for (const other of others) assert.ok(!verifyDecryption({ ...statement, ...other }, proof));
});

test("a proof of equal logarithms holds for both bases alone", () => {
  const secret = randomScalar();
  const bases = [generator, randomElement()] as const;
  const keys = [multiply(secret, bases[0]), multiply(secret, bases[1])] as const;
  const proof = proveEquality({ election, bases, keys }, secret);
  assert.ok(verifyEquality({ election, bases, keys }, proof));
  assert.ok(!verifyEquality({ election, bases, keys: [keys[0], add(keys[1], generator)] }, proof));
  assert.ok(
    !verifyEquality({ election, bases: [bases[0], identity], keys: [keys[0], identity] }, proof),
  );
  assert.equal(EqualityProof.decode(new Uint8Array(95)), null);
});

test("any threshold of the shares opens a counter", () => {
  const polynomial = SecretPolynomial.random(2);
  const key = polynomial.commitments()[0]!;
  const nonce = randomScalar();
  const alpha = multiplyBase(nonce);
  const beta = add(multiply(nonce, key), multiplyBase(scalarFromInteger(7)));
  for (const present of [
    [1, 2],
    [1, 3],
    [3, 2],
  ]) {
    const partials = present.map((trustee) => {
      const bytes = decrypt(
        { pool: election, alphas: [alpha] },
        trustee,
        polynomial.shareOf(trustee),
      );
      assert.equal(bytes.length, 4 + 32 + 96);
      return ok(decodePartials(bytes, 1))[0]!;
    });
    assert.equal(smallLogarithm(combinePartials(beta, present, partials), 10), 7);
  }
  assert.equal(
    smallLogarithm(combinePartials(beta, [1], [multiply(polynomial.shareOf(1), alpha)]), 10),
    null,
  );
});
