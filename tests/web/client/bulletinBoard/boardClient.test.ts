// Operators that are honest, slow, silent or lying, in place of the network.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BoardClient } from "../../../../web/client/src/bulletinBoard/boardClient.ts";
import { parsePolicy } from "../../../../web/client/src/bulletinBoard/policy.ts";
import { parseReceipt } from "../../../../web/client/src/bulletinBoard/receipt.ts";
import { ascii, type Bytes, decodeUtf8, utf8 } from "../../../../web/client/src/crypto/bytes.ts";
import { generator } from "../../../../web/client/src/crypto/group.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { rejects } from "../refusal.ts";
import { readVectors } from "../vectors.ts";

await ready;

const { policy: text, receipt, entry } = readVectors<{ receipts: { policy: string; receipt: string; entry: string }[] }>("tabella/client.json").receipts[0]!;
const policy = parsePolicy(text);
const post = ascii(entry);
const checkpoint = decodeUtf8(parseReceipt(utf8(receipt)).checkpoint)!;

type Operator = (path: string, init: RequestInit) => Promise<Response>;
const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status });
const accepted = json.bind(null, { verdict: "accepted", index: 0 }, 201);
const refused = json.bind(null, { verdict: "refused", code: "ballot.sequence", path: "", detail: "is not larger" }, 422);

const honest: Operator = async (path) => (path === "add" ? accepted() : path === "receipt/0" ? new Response(receipt) : new Response(checkpoint));
const refusing: Operator = async () => refused();
const broken: Operator = async () => Promise.reject(new TypeError("network"));
const waiting: Operator = async (path) => (path === "add" ? accepted() : json({}, 503));
const lying: Operator = async (path) => (path === "add" ? accepted() : new Response(receipt.replace("index 0", "index 1")));
const silent: Operator = (_, { signal }) => new Promise((_resolve, reject) => signal!.addEventListener("abort", () => reject(signal!.reason)));

function boardOf(...operators: Operator[]): { board: BoardClient; sent: Bytes[] } {
  const sent: Bytes[] = [];
  const fake = (async (url: string, init: RequestInit) => {
    const [, number, path] = /^https:\/\/o(\d)\.example\/(.*)$/.exec(url)!;
    if (path === "add") sent.push(init.body as Bytes);
    assert.equal(init.credentials, "omit");
    return operators[Number(number)]!(path!, init);
  }) as typeof fetch;
  const names = operators.map((_, i) => `https://o${i}.example`);
  return { board: new BoardClient(names, policy, { fetch: fake, patience_ms: 60, receipt_ms: 60, retry_ms: 10 }), sent };
}

test("a ballot is recorded when a receipt for its bytes verifies", async () => {
  const { board, sent } = boardOf(honest);
  const outcome = await board.cast(post);
  assert.equal(outcome.state, "recorded");
  assert.equal(outcome.state === "recorded" && outcome.receipt.operator, "https://o0.example");
  assert.deepEqual(sent, [post]);
  assert.equal(board.newest?.checkpoint.size, 300n);
});

for (const [name, first] of Object.entries({ broken, silent, refusing, waiting, lying })) {
  test(`the second operator records the same bytes when the first is ${name}`, async () => {
    const { board, sent } = boardOf(first, honest);
    const outcome = await board.cast(post);
    assert.equal(outcome.state === "recorded" && outcome.receipt.operator, "https://o1.example");
    for (const bytes of sent) assert.deepEqual(bytes, post);
  });
}

test("BA10: a receipt of another entry never makes a ballot recorded", async () => {
  const outcome = await boardOf(lying).board.cast(post);
  assert.equal(outcome.state, "unconfirmed");
  assert.equal(outcome.state === "unconfirmed" && outcome.reason?.code, "receipt.inclusion");
});

test("what operators say otherwise is told apart", async () => {
  const waited = await boardOf(waiting, broken).board.cast(post);
  assert.deepEqual(waited, { state: "unconfirmed", index: 0, reason: null });
  const outcome = await boardOf(refusing, refusing).board.cast(post);
  assert.equal(outcome.state === "refused" && outcome.refusal.code, "ballot.sequence");
  assert.deepEqual(await boardOf(broken, silent).board.cast(post), { state: "unreachable" });
});

test("casting can be given up", async () => {
  const controller = new AbortController();
  const cast = boardOf(silent).board.cast(post, controller.signal);
  controller.abort(new Error("left"));
  await assert.rejects(cast, /left/);
});

test("BA11: a checkpoint that does not meet the policy, or is smaller than before, is refused", async () => {
  const { board } = boardOf(honest);
  assert.equal((await board.checkpoint())?.checkpoint.size, 300n);
  board.newest = { ...board.newest!, checkpoint: { ...board.newest!.checkpoint, size: 301n } };
  await rejects("board.older", board.checkpoint());
  board.newest = { ...board.newest, checkpoint: { ...board.newest.checkpoint, size: 300n, root: new Uint8Array(32) } };
  await rejects("board.fork", board.checkpoint());
  const uncosigned = checkpoint.split("\n").filter((line) => !line.includes("/w")).join("\n");
  await rejects("policy.quorum", boardOf(async () => new Response(uncosigned)).board.checkpoint());
});

test("look-ups take what has the right shape, and ask the next operator otherwise", async () => {
  const hint = { on_roll: true, style: "all", weight: 1, sequence: 3, entry: 17 };
  const right: Operator = async () => json(hint);
  assert.deepEqual(await boardOf(async () => json({ on_roll: "yes" }), right).board.credential("e", generator), hint);
  assert.deepEqual(await boardOf(async () => json({ on_roll: false, style: 5, entry: -1 })).board.credential("e", generator),
    { on_roll: false, style: null, weight: null, sequence: null, entry: null });
  assert.equal(await boardOf(broken).board.credential("e", generator), null);
  assert.equal(await boardOf(broken).board.findBallots("e", "00000-00000-00000-00000-00000"), null);
  await rejects("receipt_code.length", boardOf(broken).board.findBallots("e", "0"));
});
