// How long sealing takes says nothing of the choices: for each answer to the same questions
// libsodium is asked for the same functions on inputs of the same sizes, in the same order.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answers } from "../../../../web/client/src/ballot/answer.ts";
import { seal } from "../../../../web/client/src/ballot/seal.ts";
import { sha256 } from "../../../../web/client/src/crypto/hash.ts";
import { encodeHex, utf8 } from "../../../../web/client/src/crypto/bytes.ts";
import { randomScalar } from "../../../../web/client/src/crypto/group.ts";
import { call, ready } from "../../../../web/client/src/crypto/sodium.ts";
import {
  choose,
  definition,
  electionOf,
  grades,
  type Json,
  question,
  table,
} from "./sampleElection.ts";

await ready;

type Core = Record<string, (...numbers: number[]) => number>;
const core = call((used) => used) as unknown as Core;

// Addresses are left out: where in its memory the module works is not what is asked of it.
const isSize = (number: number): boolean => number < 4096;

// Each call during the act: the function's name and the numbers that are not addresses.
async function callsOf(act: () => Promise<unknown>): Promise<string[]> {
  const names = Object.keys(core).filter((name) => name.startsWith("_crypto_"));
  const real = new Map(names.map((name) => [name, core[name]!]));
  const calls: string[] = [];
  for (const [name, call] of real) {
    core[name] = (...numbers) => {
      calls.push(`${name}(${numbers.filter(isSize).join()})`);
      return call(...numbers);
    };
  }
  try {
    await act();
  } finally {
    for (const [name, call] of real) core[name] = call;
  }
  return calls;
}

const kinds: readonly (readonly [string, Json, readonly Json[]])[] = [
  ["choose 1", question(choose(), 4), [{ chosen: ["o1"] }, { chosen: ["o4"] }]],
  [
    "approval",
    question(choose(0, 4, "counted"), 4),
    [{ chosen: [] }, { chosen: ["o1", "o2", "o3", "o4"] }, "blank"],
  ],
  [
    "score",
    question({ type: "score", maximum: 5 }),
    [
      { scores: { o1: 0, o2: 0, o3: 0 } },
      { scores: { o1: 5, o2: 5, o3: 5 } },
      { scores: { o1: 0, o2: 1, o3: 0 } },
    ],
  ],
  [
    "points",
    question({ type: "cumulative", points: 6, limit: "at_most", option_maximum: 6 }),
    [{ scores: { o1: 0, o2: 0, o3: 0 } }, { scores: { o1: 6, o2: 0, o3: 0 } }],
  ],
  [
    "grades",
    question(grades()),
    [{ grades: { o1: "g1", o2: "g1", o3: "g1" } }, { grades: { o1: "g3", o2: "g2", o3: "g1" } }],
  ],
  [
    "quadratic",
    question({ type: "quadratic", levels: 2, credits: 6 }),
    [{ levels: { o1: 0, o2: 0, o3: 0 } }, { levels: { o1: 2, o2: -1, o3: 1 } }],
  ],
  [
    "ranking",
    question({ type: "ranking", ties: "refused", blank: "counted" }),
    [{ ranking: [["o1"], ["o2"], ["o3"]] }, { ranking: [["o3"], ["o1"], ["o2"]] }, "blank"],
  ],
  [
    "places",
    question({ type: "places", points: [2, 1], minimum: 1 }),
    [{ places: ["o1"] }, { places: ["o3", "o2"] }],
  ],
  [
    "table",
    question(table()),
    [{ cell: { row: "o1", column: "c1" } }, { cell: { row: "o3", column: "c2" } }],
  ],
];

for (const [name, asked, answers] of kinds) {
  test(`sealing takes the same steps for every answer: ${name}`, async () => {
    const election = electionOf(definition(asked));
    const sk = randomScalar();
    const sealAndCast = (answer: Json) => async (): Promise<void> => {
      const ballot = await seal(election, election.styles[0]!, { q: answer } as Answers, sk, 1);
      ballot.cast(sk);
    };
    // Generators and tables of a style are made once.
    await sealAndCast(answers[0])();
    const traces: string[][] = [];
    for (const answer of answers) traces.push(await callsOf(sealAndCast(answer)));
    const [first, ...others] = traces;
    assert.ok(first!.length > 100, `${first!.length} calls are seen`);
    for (const [i, other] of others.entries()) {
      assert.deepEqual(
        other,
        first,
        `${JSON.stringify(answers[i + 1])} as ${JSON.stringify(answers[0])}`,
      );
    }
  });
}

test("what takes other steps is seen", async () => {
  const short = await callsOf(async () => encodeHex(sha256(utf8("no"))));
  const long = await callsOf(async () => encodeHex(sha256(utf8("yes"))));
  assert.notDeepEqual(short, long);
});
