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
  assert.deepEqual(lintTexts(both("voter.x", "Others see no other ballot", "他人看不到其他选票")), [], "others are not a he");
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

test("a gendered word, a long sentence and a capital without reason are named", () => {
  assert.deepEqual(lintTexts(both("ui.x", "The voter and his code", "她的投票码")), ['en: ui.x says "his"', 'zh-Hans: ui.x says "她"']);
  const words = (count: number) => `${"word ".repeat(count - 1)}word.`;
  const characters = (count: number) => `${"字".repeat(count)}。`;
  assert.deepEqual(lintTexts(both("voter.x", `${words(20)} ${words(20)}`, characters(30) + characters(30))), []);
  assert.deepEqual(lintTexts(both("voter.x", `One. ${words(21)}`, characters(31))),
    ["en: voter.x has a sentence of 21, more than 20", "zh-Hans: voter.x has a sentence of 31, more than 30"]);
  assert.deepEqual(lintTexts(both("voter.x", "Cast Your ballot. The box: The end", "投出")), ['en: voter.x has a capital in "Your"']);
  assert.deepEqual(lintTexts({ "en": { "voter.x": "Press Finish", "voter.y": "Finish" }, "zh-Hans": { "voter.x": "按", "voter.y": "结束" } }), []);
});

test("why to test the app and why to check a receipt is one sentence each", () => {
  for (const texts of Object.values(readTexts())) {
    for (const key of ["voter.test.reason", "voter.later.why"]) assert.match(texts[key] as string, /^[^.。!?！？]+[.。]$/, key);
  }
});
