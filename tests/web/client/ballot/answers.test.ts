import assert from "node:assert/strict";
import { test } from "node:test";
import { askedQuestions, checkAnswer, toBits } from "../../../../web/client/src/ballot/answers.ts";
import type { Answer, Answers } from "../../../../web/client/src/ballot/answer.ts";
import { decodeAnswers } from "../../../../web/client/src/ballot/answersJson.ts";
import { compileAll } from "../../../../web/client/src/ballot/compile.ts";
import { utf8 } from "../../../../web/client/src/crypto/bytes.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { refuses } from "../refusal.ts";
import {
  choose,
  decode,
  definition,
  grades,
  type Json,
  question,
  table,
} from "./sampleElection.ts";

await ready;

// Each: a kind, an answer, the code after "answers.", or null where it is taken.
const cases: readonly [Json, Answer, string | null][] = [
  [choose(1, 2), { chosen: ["o1", "o3"] }, null],
  [choose(1, 2), { chosen: [] }, "minimum"],
  [choose(1, 2), { chosen: ["o1", "o2", "o3"] }, "maximum"],
  [choose(1, 2), { chosen: ["o1", "o1"] }, "repeated"],
  [choose(1, 2), { chosen: ["o9"] }, "option"],
  [choose(1, 2), "blank", "blank"],
  [choose(1, 2, "counted"), "blank", null],
  [choose(1, 2), { scores: { o1: 1, o2: 1, o3: 1 } }, "kind"],
  [{ type: "score", maximum: 5 }, { scores: { o1: 0, o2: 5, o3: 3 } }, null],
  [{ type: "score", maximum: 5 }, { scores: { o1: 0, o2: 6, o3: 3 } }, "maximum"],
  [{ type: "score", maximum: 5 }, { scores: { o1: 0, o2: 5 } }, "length"],
  [{ type: "score", maximum: 5 }, { scores: { o1: 0, o2: 5, o3: 0, o4: 0 } }, "option"],
  [{ type: "score", maximum: 5 }, { scores: { o1: 0.5, o2: 5, o3: 0 } }, "number"],
  [{ type: "score", maximum: 5 }, "blank", "kind"],
  [{ type: "cumulative", points: 5, limit: "exactly" }, { scores: { o1: 5, o2: 0, o3: 0 } }, null],
  [
    { type: "cumulative", points: 5, limit: "exactly" },
    { scores: { o1: 4, o2: 0, o3: 0 } },
    "points",
  ],
  [
    { type: "cumulative", points: 5, limit: "at_most" },
    { scores: { o1: 3, o2: 3, o3: 0 } },
    "points",
  ],
  [
    { type: "cumulative", points: 5, limit: "at_most", option_maximum: 2 },
    { scores: { o1: 3, o2: 0, o3: 0 } },
    "maximum",
  ],
  [grades(), { grades: { o1: "g1", o2: "g3", o3: "g1" } }, null],
  [grades(), { grades: { o1: "g1", o2: "g4", o3: "g1" } }, "grade"],
  [grades(), { grades: { o1: "g1", o2: "g2" } }, "length"],
  [{ type: "quadratic", levels: 3, credits: 12 }, { levels: { o1: -3, o2: 1, o3: 1 } }, null],
  [{ type: "quadratic", levels: 3, credits: 12 }, { levels: { o1: -3, o2: 2, o3: 0 } }, "credits"],
  [{ type: "quadratic", levels: 3, credits: 12 }, { levels: { o1: 4, o2: 0, o3: 0 } }, "level"],
  [{ type: "ranking" }, { ranking: [["o2"], ["o1"], ["o3"]] }, null],
  [{ type: "ranking" }, { ranking: [["o2", "o1"], ["o3"]] }, "tie"],
  [{ type: "ranking" }, { ranking: [["o2"], ["o1"]] }, "length"],
  [{ type: "ranking" }, { ranking: [["o2"], [], ["o1"], ["o3"]] }, "tier"],
  [{ type: "ranking" }, { ranking: [["o2"], ["o2"], ["o3"]] }, "repeated"],
  [{ type: "ranking", ties: "allowed" }, { ranking: [["o2", "o1"], ["o3"]] }, null],
  [{ type: "ranking" }, "blank", "blank"],
  [{ type: "ranking", blank: "counted" }, "blank", null],
  [{ type: "places", points: [3, 2], minimum: 1 }, { places: ["o3"] }, null],
  [{ type: "places", points: [3, 2], minimum: 1 }, { places: [] }, "minimum"],
  [{ type: "places", points: [3, 2], minimum: 1 }, { places: ["o1", "o2", "o3"] }, "maximum"],
  [table(), { cell: { row: "o2", column: "c1" } }, null],
  [table(), { cell: { row: "o9", column: "c1" } }, "option"],
  [table(), { cell: { row: "o1", column: "c9" } }, "option"],
];

for (const [kind, answer, code] of cases) {
  const verdict = code === null ? "taken" : `refused, answers.${code}`;
  test(`${kind.type}: ${JSON.stringify(answer)} is ${verdict}`, () => {
    const read = decode(definition(question(kind)));
    const style = compileAll(read)[0]!;
    assert.equal(
      checkAnswer(read, 0, answer)?.code ?? null,
      code === null ? null : `answers.${code}`,
    );
    if (code !== null) return refuses(`answers.${code}`, () => toBits(read, style, { q: answer }));
    const bits = toBits(read, style, { q: answer });
    for (const { row, rhs } of style.style.equations) {
      assert.equal(
        row.reduce((sum, { bit, coefficient }) => sum + coefficient * bits[bit]!, 0),
        rhs,
      );
    }
  });
}

test("budgets are kept to the unit", () => {
  const budget = question({ type: "budget", envelope: 10 });
  budget.options.forEach((option: Json, i: number) => {
    option.cost = [5, 5, 1][i];
  });
  const read = decode(definition(budget));
  assert.equal(checkAnswer(read, 0, { chosen: ["o1", "o2"] }), null);
  assert.equal(checkAnswer(read, 0, { chosen: ["o1", "o2", "o3"] })?.code, "answers.envelope");
});

test("a conditional question is answered exactly when it is asked; a refusal names it", () => {
  const read = decode(
    definition(question(choose()), {
      ...question(choose(), 2, "why"),
      only_if: { question: "q", option: "o2" },
    }),
  );
  const style = compileAll(read)[0]!;
  const [no, yes]: Answers[] = [{ q: { chosen: ["o1"] } }, { q: { chosen: ["o2"] } }];
  assert.deepEqual(askedQuestions(read, style, no!), [0]);
  assert.deepEqual(askedQuestions(read, style, yes!), [0, 1]);
  toBits(read, style, no!);
  toBits(read, style, { ...yes, why: { chosen: ["o1"] } });
  refuses("answers.condition", () => toBits(read, style, yes!));
  refuses("answers.condition", () => toBits(read, style, { ...no, why: { chosen: ["o1"] } }));
  refuses("answers.question", () => toBits(read, style, { ...no, other: "blank" }));
  assert.throws(
    () => toBits(read, style, { ...yes, why: { chosen: ["o1", "o2"] } }),
    /answers\.maximum: question 2: 2 options/,
  );
});

test("answers in JSON have one shape", () => {
  assert.deepEqual(
    decodeAnswers(
      utf8('{"a":"blank","b":{"levels":{"o1":-2}},"c":{"cell":{"row":"r","column":"c"}}}'),
    ),
    { a: "blank", b: { levels: { o1: -2 } }, c: { cell: { row: "r", column: "c" } } },
  );
  const wrong: Record<string, string> = {
    '{"a":"none"}': "value",
    '{"a":{}}': "field",
    '{"a":{"chosen":[],"places":[]}}': "field",
    '{"a":{"toString":1}}': "field",
    '{"a":{"chosen":"o1"}}': "type",
    '{"a":{"chosen":[1]}}': "type",
    '{"a":{"scores":{"o1":-1}}}': "number",
    '{"a":{"levels":{"o1":2147483648}}}': "number",
    '{"a":{"scores":{"o1":1.5}}}': "number",
    "[]": "type",
    '{"a":1,"a":1}': "duplicate",
  };
  for (const [text, code] of Object.entries(wrong))
    refuses(`answers.${code}`, () => decodeAnswers(utf8(text)), text);
});
