import assert from "node:assert/strict";
import { test } from "node:test";
import {
  normalizeReceiptCode,
  receiptCode,
} from "../../../../web/client/src/ballot/receiptCode.ts";
import { decodeTime, encodeTime } from "../../../../web/client/src/ballot/time.ts";
import {
  exposeVotingCode,
  parseVotingCode,
  randomVotingCode,
} from "../../../../web/client/src/ballot/votingCode.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { refuses } from "../refusal.ts";

await ready;

test("a code is read as people type it", () => {
  const code = randomVotingCode();
  const printed = exposeVotingCode(code);
  assert.match(printed, /^([2-9A-HJ-NP-Z]{4}-){5}[2-9A-HJ-NP-Z]{4}$/);
  for (const typed of [
    printed,
    printed.toLowerCase(),
    printed.replaceAll("-", ""),
    printed.replaceAll("-", " "),
  ]) {
    assert.deepEqual(parseVotingCode(typed), code);
  }
});

test("a slip is named: a character, the length, two exchanged", () => {
  const printed = exposeVotingCode(randomVotingCode());
  refuses("code.character", () => parseVotingCode(printed.replace(/.$/, "0")));
  refuses("code.character", () => parseVotingCode(`${printed.slice(0, -1)}ı`));
  refuses("code.length", () => parseVotingCode(printed.slice(1)));
  refuses("code.length", () => parseVotingCode(`${printed}A`));
  refuses("code.length", () => parseVotingCode(""));
  const another = printed.at(0) === "A" ? "B" : "A";
  refuses("code.checksum", () => parseVotingCode(another + printed.slice(1)));
});

test("a receipt code is 125 bits in five groups, and forgives how it is typed", () => {
  const id = Uint8Array.from({ length: 32 }, (_, i) => 37 * i + 11);
  const code = receiptCode(id);
  assert.match(code, /^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/);
  assert.equal(receiptCode(new Uint8Array(32).fill(255)), "ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ");
  assert.equal(
    normalizeReceiptCode(
      code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l"),
    ),
    code,
  );
  refuses("receipt_code.character", () => normalizeReceiptCode(code.replace(/.$/, "U")));
  refuses("receipt_code.length", () => normalizeReceiptCode(code.slice(1)));
});

test("times have one spelling", () => {
  assert.equal(decodeTime("1970-01-01T00:00:00Z"), 0);
  assert.equal(decodeTime("2024-02-29T23:59:59Z"), 1709251199);
  assert.equal(encodeTime(253402300799), "9999-12-31T23:59:59Z");
  for (const text of [
    "2023-02-29T00:00:00Z",
    "2024-1-01T00:00:00Z",
    "2024-01-01T00:00:60Z",
    "2024-01-01 00:00:00Z",
    "2024-01-01T00:00:00",
    "2024-13-01T00:00:00Z",
    "1969-01-01T00:00:00Z",
  ]) {
    assert.equal(decodeTime(text), null, text);
  }
});
