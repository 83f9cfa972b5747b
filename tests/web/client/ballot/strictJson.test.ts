import assert from "node:assert/strict";
import { test } from "node:test";
import { parseStrictJson } from "../../../../web/client/src/ballot/strictJson.ts";
import { utf8 } from "../../../../web/client/src/crypto/bytes.ts";
import { refuses } from "../refusal.ts";

const parse = (text: string, negatives: "allowed" | "refused" = "refused") =>
  parseStrictJson(utf8(text), "definition", negatives);

test("values are read as they are", () => {
  assert.deepEqual(
    parse(' { "a" : [ 1 , true , false , "x\\u00e9\\n\\ud83d\\ude00" ] , "b" : { } } '),
    new Map<string, unknown>([
      ["a", [1, true, false, "x\u00e9\n\u{1f600}"]],
      ["b", new Map()],
    ]),
  );
  assert.equal(parse("9223372036854775807"), 2n ** 63n - 1n);
  assert.equal(parse("9007199254740991"), 9007199254740991);
  assert.equal(parse("-9223372036854775808", "allowed"), -(2n ** 63n));
  assert.equal(parse("[".repeat(16) + "]".repeat(16)) instanceof Array, true);
});

test("what is not JSON is refused", () => {
  const wrong = [
    "",
    " ",
    "{",
    "[",
    "[1,]",
    "{,}",
    '{"a":1,}',
    '{"a"}',
    "{1:2}",
    "[1 2]",
    "1 2",
    "tru",
    "'a'",
    '"a',
    '"\n"',
    '"\\x41"',
    '"\\u12"',
    "01",
    "+1",
    ".5",
    "NaN",
    "\ufeff1",
    "/*x*/1",
    '"\\ud800"',
    '"\\udc00x"',
    "[1]]",
    "\u00a01",
    "[".repeat(17) + "]".repeat(17),
  ];
  for (const text of wrong) refuses("definition.encoding", () => parse(text), JSON.stringify(text));
  refuses("definition.encoding", () =>
    parseStrictJson(Uint8Array.of(0x22, 0xff, 0x22), "definition"),
  );
  refuses("definition.encoding", () => parse(`"${"a".repeat(1 << 20)}"`));
});

test("a key that stands there twice is refused, also behind an escape", () => {
  refuses("definition.duplicate", () => parse('{"a":1,"a":1}'));
  refuses("definition.duplicate", () => parse('{"a":1,"\\u0061":1}'));
  assert.ok(parse('{"__proto__":1,"constructor":2}') instanceof Map);
});

test("numbers are integers from 0 to 2^63 - 1", () => {
  for (const text of [
    "1.0",
    "1e3",
    "1E0",
    "9223372036854775808",
    "123456789012345678901234567890",
    "-1",
    "-0",
  ]) {
    refuses("definition.number", () => parse(text), text);
  }
  for (const text of ["-0", "-9223372036854775809"])
    refuses("definition.number", () => parse(text, "allowed"), text);
});

test("there is no null", () => refuses("definition.type", () => parse('{"a":null}')));
