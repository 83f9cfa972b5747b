// Counters as docs/protocol.md, "Packing", has them, computed by hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type CompiledStyle, compileAll } from "../../../../web/client/src/ballot/compile.ts";
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

const counters = ({ style }: CompiledStyle): Record<number, number>[] =>
  style.counters.map((row) =>
    Object.fromEntries(row.map(({ bit, coefficient }) => [bit, coefficient])),
  );

// What is counted, in which counter, from which bit, how many bits.
const slots = ({ totals }: CompiledStyle): [string, number, number, number][] =>
  totals.map(({ kind, counter, shift, width }) => [kind, counter, shift, width]);

function compiled(json: Json): CompiledStyle[] {
  return compileAll(decode(json));
}

const conditional = (of: Json, condition: Json = { question: "q", option: "o1" }): Json => ({
  ...of,
  only_if: condition,
});

test("two styles that ask one question have the same counters for it", () => {
  const json = definition(question(choose(), 2), conditional(question(choose(), 3, "r")));
  json.roll.max_voters = 100;
  json.styles = [
    { id: "a", questions: ["q", "r"], max_voters: 30 },
    { id: "b", questions: ["q"], max_voters: 50 },
  ];
  const [a, b] = compiled(json) as [CompiledStyle, CompiledStyle];
  // 80 people may be asked q, which need 7 bits; 30 may be asked r, which need 5.
  const q = { 0: 1, 1: 1 << 7 };
  assert.deepEqual(counters(b), [q]);
  assert.deepEqual(counters(a), [q, { 0: 1 }, { 2: 1, 3: 1 << 5, 4: 1 << 10 }]);
  assert.deepEqual(slots(a), [
    ["option", 0, 0, 7],
    ["option", 0, 7, 7],
    ["asked", 1, 0, 5],
    ["option", 2, 0, 5],
    ["option", 2, 5, 5],
    ["option", 2, 10, 5],
  ]);
});

test("a counter holds totals of one question alone, however small they are", () => {
  const json = definition(question(choose(), 2), question(choose(), 2, "r"));
  json.roll.max_voters = 1;
  assert.deepEqual(counters(compiled(json)[0]!), [
    { 0: 1, 1: 2 },
    { 2: 1, 3: 2 },
  ]);
});

test("weights are bounded by the roll where its styles could hold more people", () => {
  const json = definition(question(choose(), 2));
  json.roll = { max_voters: 100, max_weight: 5 };
  const styles = (...sizes: number[]): void => {
    json.styles = sizes.map((max_voters, i) => ({ id: `s${i}`, questions: ["q"], max_voters }));
  };
  const widths = (): number[] => compiled(json).map(({ totals }) => totals[0]!.width);
  styles(80, 70); // 100 people at most, so 500 by weight
  assert.deepEqual(widths(), [9, 9]);
  styles(25, 26); // 51, so 255 by weight
  assert.deepEqual(widths(), [8, 8]);
});

test("a total that fits into no counter of its question begins another", () => {
  const json = definition(conditional(question(choose(0, 5), 5, "r")));
  json.questions.unshift(question(grades(2), 2));
  json.questions[1].only_if = { question: "q", option: "o2", grade: "g1" };
  json.roll.max_voters = 2 ** 21;
  const [style] = compiled(json) as [CompiledStyle];
  assert.deepEqual(slots(style), [
    ...[0, 22].map((shift) => ["grade", 0, shift, 22]),
    ...[0, 22].map((shift) => ["grade", 1, shift, 22]),
    ["asked", 2, 0, 22],
    ...[0, 22].map((shift) => ["option", 3, shift, 22]),
    ...[0, 22].map((shift) => ["option", 4, shift, 22]),
    ["option", 5, 0, 22],
  ]);
  // Asked is the bit of the second option's first grade.
  assert.deepEqual(counters(style)[2], { 2: 1 });
});

test("totals of one counter may share bits: a cell counts for its row and its column", () => {
  const json = definition(question(table("margins"), 2));
  json.roll.max_voters = 3;
  assert.deepEqual(counters(compiled(json)[0]!), [{ 0: 1 + 16, 1: 1 + 64, 2: 4 + 16, 3: 4 + 64 }]);
});

test("a total is bounded over all styles that ask it, not over each", () => {
  const json = definition(question({ type: "score", maximum: 2 ** 14 }, 1));
  json.roll.max_voters = 2 ** 30;
  json.styles = [{ id: "a", questions: ["q"], max_voters: 2 ** 29 }];
  assert.equal(compiled(json)[0]!.totals[0]!.width, 44);
  json.styles.push({ id: "b", questions: ["q"], max_voters: 2 ** 29 });
  refuses("definition.total", () => compiled(json));
});
