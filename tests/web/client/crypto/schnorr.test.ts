import assert from "node:assert/strict";
import { test } from "node:test";
import {
  generator,
  identity,
  multiply,
  multiplyBase,
  randomScalar,
} from "../../../../web/client/src/crypto/group.ts";
import { proveSchnorr, verifySchnorr } from "../../../../web/client/src/crypto/schnorr.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";

await ready;

test("a proof holds for its statement, with an unusual base too, and for no other", () => {
  const [secret, other] = [randomScalar(), multiplyBase(randomScalar())];
  for (const base of [generator, other]) {
    const statement = { election: new Uint8Array(32).fill(1), base, key: multiply(secret, base) };
    const proof = proveSchnorr(statement, secret);
    assert.equal(verifySchnorr(statement, proof), "ok");
    assert.equal(
      verifySchnorr({ ...statement, election: new Uint8Array(32) }, proof),
      "schnorr.equation",
    );
    assert.equal(
      verifySchnorr({ ...statement, base: multiplyBase(secret) }, proof),
      "schnorr.equation",
    );
    assert.equal(verifySchnorr({ ...statement, key: generator }, proof), "schnorr.equation");
    assert.equal(verifySchnorr({ ...statement, key: identity }, proof), "schnorr.identity");
    assert.equal(verifySchnorr({ ...statement, base: identity }, proof), "schnorr.identity");
  }
});

test("a changed byte of the proof is refused", () => {
  const secret = randomScalar();
  const statement = { election: new Uint8Array(32), base: generator, key: multiplyBase(secret) };
  for (const at of [0, 31, 32, 63]) {
    const proof = proveSchnorr(statement, secret);
    proof[at]! ^= 0x80;
    assert.notEqual(verifySchnorr(statement, proof), "ok");
  }
  assert.equal(verifySchnorr(statement, new Uint8Array(63)), "schnorr.encoding");
});

test("two proofs of one statement have different commitments", () => {
  const secret = randomScalar();
  const statement = { election: new Uint8Array(32), base: generator, key: multiplyBase(secret) };
  assert.notDeepEqual(proveSchnorr(statement, secret), proveSchnorr(statement, secret));
});
