import assert from "node:assert/strict";
import { test } from "node:test";
import { ascii } from "../../../../web/client/src/crypto/bytes.ts";
import {
  decodeEd25519PublicKey,
  ed25519PublicKey,
  ed25519SecretKey,
  signEd25519,
  verifyEd25519,
} from "../../../../web/client/src/crypto/ed25519.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { hex } from "../vectors.ts";

const order = 2n ** 252n + 27742317777372353535851937790883648493n;

await ready;

test("RFC 8032, 7.1, test 2: key and signature", () => {
  const secret = ed25519SecretKey(
    hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"),
  );
  assert.deepEqual(
    ed25519PublicKey(secret),
    hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
  );
  const signature = signEd25519(secret, hex("72"));
  assert.deepEqual(
    signature,
    hex(
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da" +
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
  );
  assert.ok(verifyEd25519(ed25519PublicKey(secret), hex("72"), signature));
  assert.ok(!verifyEd25519(ed25519PublicKey(secret), hex("73"), signature));
});

test("EN1: keys of small order and in another encoding are refused", () => {
  const refused = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  ];
  for (const key of refused) assert.equal(decodeEd25519PublicKey(hex(key)), null, key);
  for (const size of [0, 31, 33]) assert.equal(decodeEd25519PublicKey(new Uint8Array(size)), null);
});

test("EN1: a signature has one encoding", () => {
  const secret = ed25519SecretKey(hex("00".repeat(32)));
  const signature = signEd25519(secret, ascii("text"));
  const s = signature.slice(32).reduceRight((value, byte) => value * 256n + BigInt(byte), 0n);
  const forged = signature.slice();
  for (let i = 0; i < 32; ++i) forged[32 + i] = Number(((s + order) >> BigInt(8 * i)) & 255n);
  assert.ok(verifyEd25519(ed25519PublicKey(secret), ascii("text"), signature));
  assert.ok(!verifyEd25519(ed25519PublicKey(secret), ascii("text"), forged));
  for (const size of [0, 63, 65])
    assert.ok(!verifyEd25519(ed25519PublicKey(secret), ascii("text"), new Uint8Array(size)));
});
