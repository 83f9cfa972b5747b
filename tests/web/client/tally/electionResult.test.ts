// What pages read of a result.
import assert from "node:assert/strict";
import { test } from "node:test";
import { resultOf } from "../../../../web/client/src/crypto/refused.ts";
import { readElectionResult } from "../../../../web/client/src/tally/electionResult.ts";
import { refused } from "../expectations.ts";

const count = (value: number): object => ({
  roll: 9,
  took_part: value,
  asked: value,
  blank: 0,
  totals: [{ of: "option", ids: ["yes"], value }],
});
const resultJson = (...questions: object[]): string =>
  JSON.stringify({ type: "result", questions });

test("the counts of crowds stand beneath that of all", () => {
  const by_style = [
    { styles: ["north", "west"], count: count(3) },
    { styles: ["south"], count: count(4) },
  ];
  const json = resultJson(
    { question: "plan", outcome: "elected", winners: ["yes"], count: count(7), by_style },
    { question: "name", outcome: "counted", winners: [], count: count(7) },
  );
  const { questions } = readElectionResult(json, [{ en: ["Because."] }]);
  assert.deepEqual(
    questions[0]!.by_style.map(({ styles, count }) => [...styles, count.totals[0]!.value]),
    [
      ["north", "west", 3],
      ["south", 4],
    ],
  );
  assert.deepEqual(
    questions.map(({ by_style, because }) => [by_style.length, because]),
    [
      [2, { en: ["Because."] }],
      [0, {}],
    ],
  );
});

test("a question that is withheld has no totals, and no total is without its value", () => {
  const counted = (totals: object[]): string =>
    resultJson({
      question: "plan",
      outcome: "withheld",
      winners: [],
      count: { roll: 9, took_part: 1, totals },
    });
  assert.deepEqual(readElectionResult(counted([]), []).questions[0]!.count.totals, []);
  const without = counted([{ of: "option", ids: ["yes"], withheld: true }]);
  refused(
    resultOf(() => readElectionResult(without, [])),
    "json.shape",
    "questions[0].count.totals[0].value",
  );
});
