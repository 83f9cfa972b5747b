import assert from "node:assert/strict";
import { test } from "node:test";
import * as bytes from "../../../../web/client/src/crypto/bytes.ts";

const sample = Uint8Array.of(0, 1, 0x7f, 0x80, 0xfb, 0xff);

test("hexadecimal, base64 and base64url give back what was encoded", () => {
  for (let size = 0; size <= sample.length; ++size) {
    const part = sample.slice(0, size);
    assert.deepEqual(bytes.decodeHex(bytes.encodeHex(part)), part);
    assert.deepEqual(bytes.decodeBase64(bytes.encodeBase64(part)), part);
    assert.deepEqual(bytes.decodeBase64Url(bytes.encodeBase64Url(part)), part);
  }
});

test("a second spelling of a value is refused", () => {
  for (const text of ["A", "AA", "0", "0g", "0x"]) assert.equal(bytes.decodeHex(text), null, text);
  for (const text of ["AA", "AB==", "AAB=", "AA=", "A===", "=AAA", "-_-_", " AAA", "AAAA\n"]) {
    assert.equal(bytes.decodeBase64(text), null, text);
  }
  for (const text of ["A", "AB", "AAB", "AA==", "+/+/", " AAA", "AAAA\n"]) {
    assert.equal(bytes.decodeBase64Url(text), null, text);
  }
});

test("numbers are written most significant byte first, negative ones in two's complement", () => {
  assert.equal(bytes.encodeHex(bytes.uint32Be(0xfffefdfc)), "fffefdfc");
  assert.equal(bytes.encodeHex(bytes.uint64Be(2n ** 53n - 1n)), "001fffffffffffff");
  assert.equal(bytes.encodeHex(bytes.uint64Be(-2)), "fffffffffffffffe");
});

test("bytes that are not UTF-8 are no text", () => {
  assert.equal(bytes.decodeUtf8(Uint8Array.of(0xc3, 0xa9)), "é");
  for (const wrong of [
    [0xc3],
    [0xc0, 0x80],
    [0xed, 0xa0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0xff],
  ]) {
    assert.equal(bytes.decodeUtf8(Uint8Array.from(wrong)), null);
  }
  assert.equal(bytes.decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf)), "\ufeff");
});
