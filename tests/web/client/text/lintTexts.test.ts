import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

type Texts = Record<string, Record<string, string | Record<string, string>>>;
const { lintKeys, lintTexts, readTexts } = (await import(
  pathToFileURL(join(process.env["TABELLA_ROOT"]!, "web/client/lintTexts.mjs")).href
)) as Record<"lintKeys" | "lintTexts", (texts: Texts) => string[]> & { readTexts: () => Texts };

const both = (
  key: string,
  en: string | Record<string, string>,
  zh: string | Record<string, string>,
): Texts => ({ en: { [key]: en }, "zh-Hans": { [key]: zh } });
const forms = { one: "{n} ballot", other: "{n} ballots" };

test("texts that say the same in every language are taken", () => {
  assert.deepEqual(lintTexts(both("voter.x", "Cast {n}", "投出{n}")), []);
  assert.deepEqual(lintTexts(both("voter.x", forms, { other: "{n} 张选票" })), []);
  assert.deepEqual(
    lintTexts(both("voter.details.x", "the hash", "哈希")),
    [],
    "behind the technical details words may be technical",
  );
  assert.deepEqual(lintTexts(both("trustee.x", "your key", "密钥")), [], "trustees have keys");
  assert.deepEqual(
    lintTexts(both("voter.x", "Others see no other ballot", "他人看不到其他选票")),
    [],
    "others are not a he",
  );
  assert.deepEqual([...lintTexts(readTexts()), ...lintKeys(readTexts())], []);
});

test("a missing text, place or form and a word that misleads are named", () => {
  assert.deepEqual(lintTexts({ en: { "voter.x": "Cast" }, "zh-Hans": {} }), [
    "zh-Hans lacks voter.x",
  ]);
  assert.deepEqual(lintTexts({ en: {}, "zh-Hans": { "voter.x": "投出" } }), ["en lacks voter.x"]);
  assert.deepEqual(lintKeys({ en: { "voter.theX": "Cast", "voter.the_x": "Cast" } }), [
    "en: the key voter.the_x has an underscore",
  ]);
  assert.deepEqual(lintTexts(both("voter.x", "Cast {n}", "投出{m}")), [
    "zh-Hans: voter.x has other places than en",
  ]);
  assert.deepEqual(lintTexts(both("voter.x", { other: "{n} ballots" }, "{n}")), [
    'en: voter.x has no form "one"',
  ]);
  assert.deepEqual(lintTexts(both("check.x", "Your credential", "您的凭证")), [
    'en: check.x says "credential"',
    'zh-Hans: check.x says "凭证"',
  ]);
  assert.deepEqual(lintTexts(both("question.x", { one: "Encrypted", other: "{n}" }, "{n}")), [
    'en: question.x says "Encrypted"',
  ]);
  assert.deepEqual(
    lintTexts(both("voter.x", "Monkeys and blogs", "猴子")),
    [],
    "whole words alone",
  );
});

test("a gendered word, a long sentence and a capital without reason are named", () => {
  assert.deepEqual(lintTexts(both("ui.x", "The voter and his code", "她的投票码")), [
    'en: ui.x says "his"',
    'zh-Hans: ui.x says "她"',
  ]);
  const words = (count: number) => `${"word ".repeat(count - 1)}word.`;
  const characters = (count: number) => `${"字".repeat(count)}。`;
  assert.deepEqual(
    lintTexts(both("voter.x", `${words(20)} ${words(20)}`, characters(30) + characters(30))),
    [],
  );
  assert.deepEqual(lintTexts(both("voter.x", `One. ${words(21)}`, characters(31))), [
    "en: voter.x has a sentence of 21, more than 20",
    "zh-Hans: voter.x has a sentence of 31, more than 30",
  ]);
  assert.deepEqual(lintTexts(both("voter.x", "Cast Your ballot. The box: The end", "投出")), [
    'en: voter.x has a capital in "Your"',
  ]);
  assert.deepEqual(
    lintTexts({
      en: { "voter.x": "Press Finish", "voter.y": "Finish" },
      "zh-Hans": { "voter.x": "按", "voter.y": "结束" },
    }),
    [],
  );
});

// What is between quotes after ".name =" in the program's own texts, in that part of a file.
function readProgramTexts(file: string, part = /[^]*/): Record<string, string> {
  const [source] = part.exec(readFileSync(join(process.env["TABELLA_ROOT"]!, file), "utf8"))!;
  const texts: Record<string, string> = {};
  for (const [, name, value] of source.matchAll(
    /\.(\w+) =\s*(\{[^}]*\}|(?:"(?:[^"\\]|\\.)*"\s*)+)/g,
  )) {
    const parts = value!.replace(/"\s*\n\s*"/g, "").match(/"(?:[^"\\]|\\.)*"/g)!;
    parts.forEach((text, i) => {
      texts[`voter.${name}.${i}`] = text.slice(1, -1);
    });
  }
  return texts;
}

// The words of the server's readable pages, as words for voters.
function readServerTexts(language: string): Record<string, string> {
  const file = join(process.env["TABELLA_ROOT"]!, `web/text/server.${language}.json`);
  const texts = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [`voter.${key}`, text]));
}

test("letters and readable pages of a server speak to voters as the pages do", () => {
  const letters = {
    en: readProgramTexts("cli/registrar/letters.cpp", /kEnglish = \{[^]*?\n\};/),
    "zh-Hans": readProgramTexts("cli/registrar/letters.cpp", /kChinese = \{[^]*?\n\};/),
  };
  assert.equal(Object.keys(letters.en).length, 16);
  assert.deepEqual(lintTexts(letters), []);
  const pages = { en: readServerTexts("en"), "zh-Hans": readServerTexts("zh-Hans") };
  assert.ok(Object.keys(pages.en).length > 60);
  // A table of hashes is called one.
  const besides = /voter\.(hash|pagesCaption) /;
  assert.deepEqual(
    lintTexts(pages).filter((fault) => !besides.test(fault)),
    [],
  );
  assert.notDeepEqual(
    lintTexts({ ...letters, en: { ...letters.en, "voter.code.0": "Your credential" } }),
    [],
  );
});

test("why to test the app and why to check a receipt is one sentence each", () => {
  for (const texts of Object.values(readTexts())) {
    for (const key of ["voter.test.reason", "voter.later.why"])
      assert.match(texts[key] as string, /^[^.。!?！？]+[.。]$/, key);
  }
});
