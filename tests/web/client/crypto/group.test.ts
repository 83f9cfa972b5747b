import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeHex } from "../../../../web/client/src/crypto/bytes.ts";
import {
  add,
  decodeElement,
  decodeScalar,
  elementFromHash,
  generator,
  identity,
  isIdentity,
  multiply,
  multiplyBase,
  reduceWide,
  scalarFromInteger,
  select,
  subtract,
  subtractScalars,
  zero,
} from "../../../../web/client/src/crypto/group.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { hex, readVectors } from "../vectors.ts";

const vectors = readVectors<{
  multiples: { encodings: string[] };
  refused: { comment: string; encodings: string[] }[];
  derivations: { vectors: { input: string; element: string }[] };
}>("rfc9496/ristretto255.json");

const order = 2n ** 252n + 27742317777372353535851937790883648493n;

const littleEndian = (value: bigint, size = 32): Uint8Array =>
  Uint8Array.from({ length: size }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));

await ready;

test("RFC 9496, A.1: multiples of the generator, by addition and by multiplication", () => {
  let sum = identity;
  vectors.multiples.encodings.forEach((encoding, i) => {
    assert.equal(encodeHex(sum), encoding);
    assert.equal(encodeHex(multiplyBase(scalarFromInteger(i))), encoding);
    assert.equal(encodeHex(multiply(scalarFromInteger(i), generator)), encoding);
    sum = add(sum, generator);
  });
});

test("RFC 9496, A.2: what is no element is refused", () => {
  const encodings = vectors.refused.flatMap((each) => each.encodings);
  assert.equal(encodings.length, 30);
  for (const encoding of encodings) assert.equal(decodeElement(hex(encoding)), null, encoding);
});

test("RFC 9496, A.3: elements from 64 bytes", () => {
  for (const { input, element } of vectors.derivations.vectors) {
    const bytes = hex(input);
    if (bytes.length === 64) assert.equal(encodeHex(elementFromHash(bytes)), element);
  }
});

test("GE1: the second encoding of an element, with bit 255, is refused", () => {
  for (const encoding of vectors.multiples.encodings) {
    const bytes = hex(encoding);
    assert.notEqual(decodeElement(bytes), null);
    bytes[31]! |= 0x80;
    assert.equal(decodeElement(bytes), null);
  }
});

test("GE1: an element of another length is refused", () => {
  for (const size of [0, 31, 33, 64]) assert.equal(decodeElement(new Uint8Array(size)), null);
});

test("GE2 and GE3: products and sums that are the identity are no error", () => {
  assert.ok(isIdentity(multiply(zero, generator)));
  assert.ok(isIdentity(multiplyBase(zero)));
  assert.ok(isIdentity(subtract(generator, generator)));
  assert.ok(isIdentity(decodeElement(new Uint8Array(32))!));
  assert.deepEqual(add(identity, generator), generator);
  assert.deepEqual(multiply(scalarFromInteger(5), identity), identity);
});

test("GE4: a scalar has one encoding", () => {
  assert.notEqual(decodeScalar(littleEndian(order - 1n)), null);
  assert.notEqual(decodeScalar(littleEndian(0n)), null);
  for (const value of [order, order + 1n, 2n ** 255n, 2n ** 256n - 1n])
    assert.equal(decodeScalar(littleEndian(value)), null);
  for (const size of [0, 31, 33]) assert.equal(decodeScalar(new Uint8Array(size)), null);
});

test("64 bytes are reduced as a little-endian integer", () => {
  const value = 7n * order + 12345n;
  assert.deepEqual(reduceWide(littleEndian(value, 64)), scalarFromInteger(12345));
});

test("negative integers are scalars below l", () => {
  assert.deepEqual(scalarFromInteger(-1), subtractScalars(zero, scalarFromInteger(1)));
  assert.deepEqual(
    scalarFromInteger(-(2n ** 53n)),
    subtractScalars(zero, scalarFromInteger(2n ** 53n)),
  );
});

test("a bit selects between two elements", () => {
  assert.deepEqual(select(0, identity, generator), identity);
  assert.deepEqual(select(1, identity, generator), generator);
});
