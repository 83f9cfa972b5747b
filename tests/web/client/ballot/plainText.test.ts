import assert from "node:assert/strict";
import { test } from "node:test";
import { isLanguageTag, refuseText } from "../../../../web/client/src/ballot/plainText.ts";
import { readVectorText } from "../vectors.ts";

test("plain words in several scripts are taken", () => {
  for (const text of ["Yes", "été", "选票", "नमस्ते", "می\u200cخواهم", "👩\u200d🚀", "a  b"])
    assert.equal(refuseText(text), null, text);
});

test("what cannot be seen, or could be mistaken, is refused with its reason", () => {
  const refused: Record<string, string> = {
    "": "empty",
    " a": "space",
    "a\u3000": "space",
    "a\nb": "control",
    "a\u2028b": "control",
    "a\u202eb": "direction",
    "a\u200bb": "invisible",
    "a\ufe0f": "invisible",
    "a\u{e0041}": "invisible",
    "\u2800a": "invisible",
    "a\ufffd": "no character",
    "a\ue000": "no character",
    "a\uffff": "no character",
    "a\u{f0000}": "no character",
    "e\u0301": "form C",
    "\ud800": "UTF-8",
  };
  for (const [text, reason] of Object.entries(refused))
    assert.match(refuseText(text) ?? "taken", new RegExp(reason), JSON.stringify(text));
  assert.match(refuseText("a".repeat(8193)) ?? "", /longer/);
});

// Their first number says whether the text is in form C of Unicode 14; this platform's tables may
// be newer.
test("normalisation form C is judged as on the board, but for characters after Unicode 14", () => {
  const lines = readVectorText("unicode/nfc.txt")
    .split("\n")
    .filter((line) => /^[01] /.test(line));
  assert.ok(lines.length > 1000);
  const different = lines.filter((line) => {
    const [verdict, ...points] = line.split(" ");
    const text = String.fromCodePoint(...points.map((point) => Number.parseInt(point, 16)));
    return (text.normalize("NFC") === text) !== (verdict === "1");
  });
  assert.deepEqual(different, []);
});

test("language tags have one form", () => {
  for (const tag of ["en", "zh-Hans", "zh-Hans-CN", "pt-BR", "es-419", "yue"])
    assert.ok(isLanguageTag(tag), tag);
  for (const tag of [
    "",
    "e",
    "EN",
    "en-",
    "zh-hans",
    "zh-CN-Hans",
    "en-us",
    "en-US-x",
    "engl",
    "en_US",
  ])
    assert.ok(!isLanguageTag(tag), tag);
});
