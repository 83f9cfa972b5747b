// An earlier ballot is a fact only where this page has seen it in the box.
import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeBallotPost, idOfPost } from "../../../../web/client/src/ballot/ballotPost.ts";
import {
  findEarlierBallot,
  nextSequence,
} from "../../../../web/client/src/bulletinBoard/earlierBallot.ts";
import { Operators } from "../../../../web/client/src/bulletinBoard/operators.ts";
import { SeenLog } from "../../../../web/client/src/bulletinBoard/seenLog.ts";
import { ascii } from "../../../../web/client/src/crypto/bytes.ts";
import { add, generator } from "../../../../web/client/src/crypto/group.ts";
import { policy, TestLog } from "../testLog.ts";

const election = new Uint8Array(32).fill(9);
const other = new Uint8Array(32).fill(8);
const credential = generator;
const sealed = new Uint8Array(64).fill(3);
const post = { election, style: "all", credential, sequence: 2, sealed };
const stranger = add(generator, generator);
const entries = [
  ascii('{"type":"other"}'),
  encodeBallotPost({ ...post, sequence: 1 }),
  encodeBallotPost(post),
  encodeBallotPost({ ...post, election: other }),
  encodeBallotPost({ ...post, credential: stranger }),
];
const honest = new TestLog(entries);

// What each operator serves. Claims are by the index of the operator.
function find(logs: readonly (TestLog | null)[], ...claimed: [number, number, number | null][]) {
  const addresses = logs.map((_, i) => `https://o${i}.example`);
  const fake = (async (url: string) => {
    const [, number, path] = /^https:\/\/o(\d)\.example\/(.*)$/.exec(url)!;
    const file = logs[Number(number)]?.file(path!) ?? null;
    return file === null ? new Response("", { status: 404 }) : new Response(file);
  }) as typeof fetch;
  const operators = new Operators(addresses, { fetch: fake });
  const claims = claimed.map(([i, sequence, index]) => ({
    operator: addresses[i]!,
    sequence,
    index: index === null ? null : BigInt(index),
  }));
  const seen = new SeenLog(operators, policy);
  return findEarlierBallot(claims, { operators, seen, election, credential });
}

const shown = { state: "shown", index: 2n, id: idOfPost(post), sequence: 2 } as const;
const claimed = (sequence: number, ...operators: number[]) =>
  ({
    state: "claimed",
    operators: operators.map((i) => `https://o${i}.example`),
    sequence,
  }) as const;

test("an earlier ballot is shown by its entry and the proof that the box has it", async () => {
  assert.deepEqual(await find([honest]), { state: "none" });
  assert.deepEqual(await find([honest], [0, 2, 2]), shown);
});

test("a bare word of an earlier ballot stays a word, whatever is served for it", async () => {
  const uncosigned = new TestLog(entries, false);
  const claims: [string, TestLog | null, number | null][] = [
    ["no place in the log", honest, null],
    ["nothing", null, 2],
    ["a place beyond the log", honest, 5],
    ["an entry that is no ballot", honest, 0],
    ["a ballot of another election", honest, 3],
    ["a ballot of somebody else", honest, 4],
    ["too few witnesses", uncosigned, 2],
  ];
  for (const [name, log, index] of claims)
    assert.deepEqual(await find([log], [0, 7, index]), claimed(7, 0), name);
  // Its entries are not those that the checkpoint covers.
  const mine = new TestLog(entries.map((entry, i) => (i === 3 ? encodeBallotPost(post) : entry)));
  const forged = new TestLog(entries);
  forged.file = (path) => (path.startsWith("tile/") ? mine : honest).file(path);
  assert.deepEqual(await find([forged], [0, 2, 3]), claimed(2, 0));
});

test("one operator who shows the ballot is enough, and two logs are told", async () => {
  assert.deepEqual(await find([null, honest], [0, 99, 2], [1, 2, 2]), shown);
  assert.deepEqual(await find([null, honest], [0, 3, 2], [1, 9, 0]), claimed(9, 0, 1));
  const fork = new TestLog([...entries.slice(0, 4), ascii("another entry")]);
  const both = await find([fork, honest], [0, 3, 1], [1, 2, 2]);
  assert.equal(both.state, "shown", "the first that is shown ends the search");
  const views = await find([new TestLog(fork.entries, false), honest], [0, 3, 1], [1, 2, 2]);
  assert.equal(views.state, "two_views");
});

test("where one ballot is allowed, a bare word does not make the next one a second", () => {
  assert.equal(nextSequence({ state: "none" }, true), 1);
  assert.equal(nextSequence(shown, true), 3);
  assert.equal(nextSequence(claimed(7, 0), true), 8);
  assert.equal(nextSequence(claimed(7, 0), false), 1);
});
