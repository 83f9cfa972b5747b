import { concat, encodeHex, utf8 } from "../../../../../web/client/src/crypto/bytes.ts";
import { cocktailSign } from "../../../../../web/client/src/crypto/dkg/signature.ts";
import {
  StaticKey,
  deriveStaticSecret,
} from "../../../../../web/client/src/crypto/dkg/staticKey.ts";
import { multiplyBase, randomScalar } from "../../../../../web/client/src/crypto/group.ts";
import { ready } from "../../../../../web/client/src/crypto/sodium.ts";
import { ok, refused } from "../../expectations.ts";
import assert from "node:assert/strict";
import { before, test } from "node:test";

before(() => ready);

const counting = (from: number): Uint8Array => Uint8Array.from({ length: 32 }, (_, i) => from + i);
const announcement = counting(0);
const another = counting(1);
const ceremonySecret = counting(100);

// Computed from the specification by hashlib and integers alone; the proofs are of trustee 1.
const vectors = [
  {
    announcement,
    secret: "7dcfb974f769b665761181003300865ea12e90d44d95c641fc106ab8fc7aaa07",
    key: "860357917973c9f55f257113b15b89483be92158bc6523b3ccdeef4223b7e151",
    proof:
      "2c986f08f50ebbb98060c9a1fc510fefa6793dca4c27dfb42ed9530dc819d707" +
      "d5b652e245df5a56c5d731341015654d1d38ca844ba2ffe4c663a3b0aad1ab07",
  },
  {
    announcement: another,
    secret: "cbc1aa22085ebb1d0c683d8a9801a9e249de14e0206b18dd467141c555b2cb09",
    key: "3e0cfd35f24ce60532dae33fcbd1e2c86e2a66246e65dd8a2eafa64513c52759",
    proof:
      "06aae85249c576f50af70a495dd15bcba2d45bcbda6d89c875cfc2dc2fa78711" +
      "19b0e084a49cfa6a7e743eea53e1281eafcad27362949213da76fdd5dbbb1006",
  },
];

test("one ceremony secret gives every announcement a static key of its own, each time", () => {
  for (const { announcement, secret, key, proof } of vectors) {
    const derived = deriveStaticSecret(announcement, ceremonySecret);
    assert.equal(encodeHex(derived), secret);
    assert.deepEqual(deriveStaticSecret(announcement, ceremonySecret), derived);
    const made = StaticKey.make(announcement, 1, derived).encode();
    assert.equal(encodeHex(made), key + proof);
  }
  assert.notDeepEqual(
    deriveStaticSecret(announcement, counting(101)),
    deriveStaticSecret(announcement, ceremonySecret),
  );
});

test("a join is of one trustee and one announcement, and of a key that its trustee knows", () => {
  const secret = deriveStaticSecret(announcement, ceremonySecret);
  const join = StaticKey.make(announcement, 2, secret).encode();
  assert.deepEqual(ok(StaticKey.open(announcement, 2, join)).encode(), join);
  refused(StaticKey.open(announcement, 3, join), "ceremony.possession", "trustee 3");
  refused(StaticKey.open(another, 2, join), "ceremony.possession", "trustee 2");

  const copied = multiplyBase(secret);
  const message = concat(utf8("tabella/v1/join"), announcement, Uint8Array.of(0, 0, 0, 3));
  const own = cocktailSign(randomScalar(), message).encode();
  refused(StaticKey.open(announcement, 3, concat(copied, own)), "ceremony.possession", "trustee 3");
});

test("a join of another length or encoding, or of the identity, is refused", () => {
  const join = StaticKey.make(announcement, 1, randomScalar()).encode();
  const open = (bytes: Uint8Array) => StaticKey.open(announcement, 1, bytes);
  const changed = (at: number, size: number, byte: number): Uint8Array =>
    join.slice().fill(byte, at, at + size);
  for (const bytes of [
    join.slice(1),
    concat(join, join),
    new Uint8Array(),
    changed(0, 32, 255),
    changed(32, 32, 255),
    changed(64, 32, 255),
  ]) {
    refused(open(bytes), "ceremony.encoding", "trustee 1");
  }
  refused(open(changed(0, 32, 0)), "ceremony.identity", "trustee 1");
  assert.equal(join.length, 96);
});
