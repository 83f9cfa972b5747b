// What the texts of the pages must hold: every language has the same keys and named places, and the
// texts for voters have no word that the people who design voting pages found to mislead, short
// sentences, and capitals where a sentence has them.
//
//   node lintTexts.mjs      prints each fault and ends with 1 if there is one
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "src/text");

// In these keys, except those behind "Show technical details".
const forVoters = /^(voter|check|question|ui|page|authority\.letter)\.(?!details\.)/;
const misleading = [
  "credentials? keys? encrypt\\w* cipher\\w* submit\\w* send\\sin blockchain ledger logs? hash\\w*",
  "fingerprints? trackers? spoil\\w* audit\\w* challeng\\w* nodes? validators? guardians?",
  "he she him his hers? himself herself",
];
const banned = {
  en: new RegExp(`\\b(${misleading.join(" ").replaceAll(" ", "|")})\\b`, "i"),
  "zh-Hans":
    /凭证|私钥|加密|密文|提交|发送|区块链|上链|账本|哈希|指纹|追踪码|作废|审计|挑战|节点|验证人|守护者|她|(?<!其)他(?!人)/,
};

// The longest sentence, in words where a language sets them apart, else in characters.
const longest = { en: { part: /\S+/g, count: 20 }, "zh-Hans": { part: /\S/gu, count: 30 } };

export const readTexts = () =>
  Object.fromEntries(
    Object.keys(banned).map((language) => [
      language,
      JSON.parse(readFileSync(join(folder, `${language}.json`), "utf8")),
    ]),
  );

const listForms = (text) => (typeof text === "string" ? [["", text]] : Object.entries(text));
const listPlaces = (text) =>
  [...new Set(listForms(text).flatMap(([, form]) => form.match(/\{[a-z]+\}/g) ?? []))]
    .sort()
    .join(" ");

function findMissingForms(language, key, text) {
  if (typeof text === "string") return [];
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return needed
    .filter((form) => !(form in text))
    .map((form) => `${language}: ${key} has no form "${form}"`);
}

function findBanned(language, key, text) {
  if (!forVoters.test(key)) return [];
  return listForms(text).flatMap(([, form]) => {
    const word = form.match(banned[language]);
    return word === null ? [] : [`${language}: ${key} says "${word[0]}"`];
  });
}

function findLongSentences(language, key, text) {
  if (!forVoters.test(key)) return [];
  const { part, count } = longest[language];
  const sentences = listForms(text).flatMap(([, form]) =>
    form.replace(/\{[a-z]+\}/g, "X").split(/[。！？；]|[.!?;](?=\s|$)/),
  );
  const sizes = sentences.map((sentence) => sentence.match(part)?.length ?? 0);
  return sizes
    .filter((size) => size > count)
    .map((size) => `${language}: ${key} has a sentence of ${size}, more than ${count}`);
}

// A capital within a sentence begins the name of a button and nothing else.
function findCapitals(language, key, text, texts) {
  if (!forVoters.test(key)) return [];
  const words = listForms(text).flatMap(
    ([, form]) => form.match(/(?<!^|[.!?:}] )\b[A-Z][a-z]+/g) ?? [],
  );
  return words
    .filter((word) => !Object.values(texts).includes(word))
    .map((word) => `${language}: ${key} has a capital in "${word}"`);
}

// Keys have one spelling: src/text/texts.ts, keyPart.
export const lintKeys = (texts) =>
  Object.entries(texts).flatMap(([language, each]) =>
    Object.keys(each)
      .filter((key) => key.includes("_"))
      .map((key) => `${language}: the key ${key} has an underscore`),
  );

export function lintTexts(texts) {
  const languages = Object.keys(texts);
  const keys = new Set(languages.flatMap((language) => Object.keys(texts[language])));
  const faults = [];
  for (const key of keys) {
    const having = languages.filter((language) => key in texts[language]);
    for (const language of languages.filter((one) => !having.includes(one)))
      faults.push(`${language} lacks ${key}`);
    for (const language of having) {
      const text = texts[language][key];
      if (listPlaces(text) !== listPlaces(texts[having[0]][key]))
        faults.push(`${language}: ${key} has other places than ${having[0]}`);
      faults.push(
        ...findMissingForms(language, key, text),
        ...findBanned(language, key, text),
        ...findLongSentences(language, key, text),
        ...findCapitals(language, key, text, texts[language]),
      );
    }
  }
  return faults;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const texts = readTexts();
  const faults = [...lintTexts(texts), ...lintKeys(texts)];
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exit(1);
  console.log(`${Object.keys(texts.en).length} texts in ${Object.keys(texts).length} languages`);
}
