// How hard the English of the voters' pages is to read: the school grade of Flesch and Kincaid, for
// all sentences of a screen together. Fewer than 30 words have no grade.
import assert from "node:assert/strict";
import { test } from "node:test";
import english from "../../../../web/client/src/text/en.json";

const hardest = 8;
const forVoters = /^(voter|check|question|ui)\./;

// About right is enough: vowels next to each other are one, a silent ending is none.
const countSyllables = (word: string): number =>
  Math.max(
    1,
    (
      word
        .toLowerCase()
        .replace(/(?<=[^l])e[sd]?$/, "")
        .match(/[aeiouy]+/g) ?? []
    ).length,
  );

function gradeOf(text: string): number | null {
  const words = text.match(/[A-Za-z']+/g) ?? [];
  if (words.length < 30) return null;
  const sentences = text.split(/[.?!:](?:\s|$)/).filter((each) => each.trim() !== "").length;
  const syllables = words.map(countSyllables).reduce((a, b) => a + b, 0);
  return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59;
}

test("the words of every screen for voters can be read at grade 8", () => {
  const screens = new Map<string, string>();
  for (const [key, text] of Object.entries(english)) {
    if (!forVoters.test(key)) continue;
    const screen = key.split(".").slice(0, 2).join(".");
    const sentences = (typeof text === "string" ? [text] : Object.values(text)).filter((each) =>
      /[.?!:]$/.test(each),
    );
    screens.set(
      screen,
      [screens.get(screen) ?? "", ...sentences].join(" ").replace(/\{[a-z_]+\}/g, "it"),
    );
  }
  const grades = [...screens]
    .map(([screen, text]) => ({ screen, grade: gradeOf(text) }))
    .filter(({ grade }) => grade !== null);
  assert.ok(grades.length > 20, "most screens have enough words");
  assert.deepEqual(
    grades.filter(({ grade }) => grade! > hardest),
    [],
  );
});

test("words of an office are above grade 8", () => {
  const hard = (
    "Participation necessitates the authentication of eligibility documentation " +
    "prior to commencement of the procedure. "
  ).repeat(3);
  assert.ok(gradeOf(hard)! > 2 * hardest);
});
