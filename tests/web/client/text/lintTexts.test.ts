import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

type Texts = Record<string, Record<string, string | Record<string, string>>>;
const { lintTexts, readTexts } = await import(pathToFileURL(join(process.env["TABELLA_ROOT"]!, "web/client/lintTexts.mjs")).href) as {
  lintTexts: (texts: Texts) => string[];
  readTexts: () => Texts;
};

const both = (key: string, en: string | Record<string, string>, zh: string | Record<string, string>): Texts => ({ "en": { [key]: en }, "zh-Hans": { [key]: zh } });
const forms = { one: "{n} ballot", other: "{n} ballots" };

test("texts that say the same in every language are taken", () => {
  assert.deepEqual(lintTexts(both("voter.x", "Cast {n}", "投出{n}")), []);
  assert.deepEqual(lintTexts(both("voter.x", forms, { other: "{n} 张选票" })), []);
  assert.deepEqual(lintTexts(both("voter.details.x", "the hash", "哈希")), [], "behind the technical details words may be technical");
  assert.deepEqual(lintTexts(both("trustee.x", "your key", "密钥")), [], "trustees have keys");
  assert.deepEqual(lintTexts(readTexts()), []);
});

test("a missing text, place or form and a word that misleads are named", () => {
  assert.deepEqual(lintTexts({ "en": { "voter.x": "Cast" }, "zh-Hans": {} }), ["zh-Hans lacks voter.x"]);
  assert.deepEqual(lintTexts({ "en": {}, "zh-Hans": { "voter.x": "投出" } }), ["en lacks voter.x"]);
  assert.deepEqual(lintTexts(both("voter.x", "Cast {n}", "投出{m}")), ["zh-Hans: voter.x has other places than en"]);
  assert.deepEqual(lintTexts(both("voter.x", { other: "{n} ballots" }, "{n}")), ['en: voter.x has no form "one"']);
  assert.deepEqual(lintTexts(both("check.x", "Your credential", "您的凭证")), ['en: check.x says "credential"', 'zh-Hans: check.x says "凭证"']);
  assert.deepEqual(lintTexts(both("question.x", { one: "Encrypted", other: "{n}" }, "{n}")), ['en: question.x says "Encrypted"']);
  assert.deepEqual(lintTexts(both("voter.x", "Monkeys and blogs", "猴子")), [], "whole words alone");
});
