// What a person has marked, and what becomes of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer } from "../../../../../web/client/src/ballot/answer.ts";
import { checkAnswer } from "../../../../../web/client/src/ballot/answers.ts";
import {
  type AnswerDraft,
  finishAnswer,
  isAsked,
  stateOf,
} from "../../../../../web/client/src/ui/question/draft.ts";
import { joinAbove, move, removeFrom } from "../../../../../web/client/src/ui/question/ranking.ts";
import {
  choose,
  decode,
  definition,
  grades,
  type Json,
  question,
  table,
} from "../../ballot/sampleElection.ts";

const score = { type: "score", maximum: 5 };
const points = (limit: string) => ({ type: "cumulative", points: 3, limit });
const places = { type: "places", points: [5, 3], minimum: 1 };
const ranking = (ties = "refused", blank = "not_offered") => ({ type: "ranking", ties, blank });
const quadratic = { type: "quadratic", levels: 3, credits: 9 };
const options = [
  { id: "o1", text: { en: "1" }, cost: 6 },
  { id: "o2", text: { en: "2" }, cost: 4 },
  { id: "o3", text: { en: "3" }, cost: 1 },
];
const budget = { type: "budget", envelope: 7 };

// A kind, a draft, and its state.
const drafts: readonly [Json, AnswerDraft | undefined, ReturnType<typeof stateOf>][] = [
  [choose(1, 2), undefined, "missing"],
  [choose(0, 2), undefined, "nothing"],
  [choose(1, 2), { chosen: ["o2"] }, "partly"],
  [choose(1, 2), { chosen: ["o3", "o1"] }, "complete"],
  [choose(1, 1, "counted"), undefined, "nothing"],
  [choose(1, 1, "counted"), "blank", "complete"],
  [score, undefined, "nothing"],
  [score, { scores: { o2: 5 } }, "complete"],
  [points("at_most"), undefined, "nothing"],
  [points("at_most"), { scores: { o1: 2 } }, "partly"],
  [points("exactly"), { scores: { o1: 2 } }, "missing"],
  [points("exactly"), { scores: { o1: 2, o3: 1 } }, "complete"],
  [grades(), { grades: { o1: "g1" } }, "missing"],
  [grades(), { grades: { o1: "g1", o2: "g3", o3: "g3" } }, "complete"],
  [quadratic, undefined, "nothing"],
  [quadratic, { levels: { o1: -2, o2: 1 } }, "complete"],
  [places, undefined, "missing"],
  [places, { places: ["o2"] }, "partly"],
  [places, { places: ["o2", "o1"] }, "complete"],
  [ranking(), { ranking: [["o1"], ["o2"]] }, "missing"],
  [ranking(), { ranking: [["o3"], ["o1"], ["o2"]] }, "complete"],
  [ranking("allowed"), { ranking: [["o2"]] }, "partly"],
  [ranking("allowed"), { ranking: [["o2", "o3"], ["o1"]] }, "complete"],
  [ranking("refused", "counted"), undefined, "nothing"],
  [table(), { cell: { row: "o1" } }, "missing"],
  [table(), { cell: { row: "o1", column: "c2" } }, "complete"],
];

test("a draft has its state, and becomes an answer that is taken if it misses nothing", () => {
  for (const [kind, draft, state] of drafts) {
    const decoded = decode(definition(question(kind)));
    const [asked] = decoded.questions;
    const said = JSON.stringify([kind, draft]);
    assert.equal(stateOf(asked!, draft), state, said);
    if (state !== "missing")
      assert.equal(checkAnswer(decoded, 0, finishAnswer(asked!, draft) as Answer), null, said);
  }
});

test("a budget's answer has the chosen in the order of the options", () => {
  const [asked] = decode(definition({ ...question(budget), options })).questions;
  assert.deepEqual(finishAnswer(asked!, { chosen: ["o3", "o1"] }), { chosen: ["o1", "o3"] });
  assert.equal(stateOf(asked!, undefined), "nothing");
});

test("a question is asked while what it hangs on is marked, and that one is asked itself", () => {
  const decoded = decode(
    definition(
      question(choose(), 2, "a"),
      { ...question(grades(), 2, "b"), only_if: { question: "a", option: "o1" } },
      { ...question(choose(), 2, "c"), only_if: { question: "b", option: "o2", grade: "g1" } },
    ),
  );
  const [, b, c] = decoded.questions;
  const asked = (marks: Record<string, AnswerDraft>) =>
    [b!, c!].map((each) => isAsked(decoded, each, new Map(Object.entries(marks))));
  const graded: AnswerDraft = { grades: { o1: "g2", o2: "g1" } };
  assert.deepEqual(asked({}), [false, false]);
  assert.deepEqual(
    asked({ a: { chosen: ["o2"] }, b: graded }),
    [false, false],
    "an answer that is not asked for leads nowhere",
  );
  assert.deepEqual(asked({ a: { chosen: ["o1"] } }), [true, false]);
  assert.deepEqual(asked({ a: { chosen: ["o1"] }, b: graded }), [true, true]);
});

test("an order moves one option at a time, and nothing else", () => {
  const order = [["a"], ["b"], ["c"]];
  assert.deepEqual(move(order, "c", -1), [["a"], ["c"], ["b"]]);
  assert.deepEqual(move(order, "a", 1), [["b"], ["a"], ["c"]]);
  assert.deepEqual(move(order, "a", -1), order);
  assert.deepEqual(move(order, "c", 1), order);
  assert.deepEqual(removeFrom(order, "b"), [["a"], ["c"]]);
  assert.deepEqual(joinAbove(order, "b"), [["a", "b"], ["c"]]);
  assert.deepEqual(joinAbove(order, "a"), order);
  const tied = [["a", "b"], ["c"]];
  assert.deepEqual(
    move(tied, "b", 1),
    [["a"], ["b"], ["c"]],
    "first out of its tier, then past the next",
  );
  assert.deepEqual(move(tied, "b", -1), [["b"], ["a"], ["c"]]);
});
