// Operators that are honest, slow, silent or lying, in place of the network.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SeenLog, TwoViews } from "../../../../web/client/src/bulletinBoard/seenLog.ts";
import { awaitWitnesses, deliver } from "../../../../web/client/src/bulletinBoard/delivery.ts";
import { Operators } from "../../../../web/client/src/bulletinBoard/operators.ts";
import { parseReceipt } from "../../../../web/client/src/bulletinBoard/receipt.ts";
import { askRoll } from "../../../../web/client/src/bulletinBoard/rollReply.ts";
import {
  encodeNote,
  signNote,
  VerifierKey,
} from "../../../../web/client/src/bulletinBoard/signedNote.ts";
import {
  ascii,
  type Bytes,
  decodeUtf8,
  encodeBase64,
  utf8,
} from "../../../../web/client/src/crypto/bytes.ts";
import { ed25519PublicKey, ed25519SecretKey } from "../../../../web/client/src/crypto/ed25519.ts";
import { generator } from "../../../../web/client/src/crypto/group.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { policy as testPolicy, TestLog } from "../testLog.ts";
import { readVectors } from "../vectors.ts";

await ready;

const { policy, receipt, entry } = readVectors<{
  receipts: { policy: string; receipt: string; entry: string }[];
}>("tabella/client.json").receipts[0]!;
const post = ascii(entry);
const uncosigned = receipt
  .split("\n")
  .filter((line) => !line.includes("/w"))
  .join("\n");
const checkpoint = decodeUtf8(parseReceipt(utf8(receipt)).checkpoint)!;

type Operator = (path: string, init: RequestInit) => Promise<Response>;
const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status });
const answering =
  (add: () => Response, proof: () => Response): Operator =>
  async (path) =>
    path === "/add" ? add() : path === "/receipt/0" ? proof() : new Response(checkpoint);
const accepted = () => json({ verdict: "accepted", index: 0 }, 201);
const refusing = (code: string) =>
  answering(
    () => json({ verdict: "refused", code, path: "", detail: "" }, 422),
    () => json({}, 404),
  );

const honest = answering(accepted, () => new Response(receipt));
const waiting = answering(accepted, () => json({}, 503));
const lying = answering(accepted, () => new Response(receipt.replace("index 0", "index 1")));
const forgetful = answering(accepted, () => new Response(uncosigned));
const refused = refusing("ballot.sequence");
const busy = answering(
  () => json({}, 503),
  () => json({}, 503),
);
const broken: Operator = async () => Promise.reject(new TypeError("network"));
const silent: Operator = (_, { signal }) =>
  new Promise((_resolve, reject) =>
    signal!.addEventListener("abort", () => reject(signal!.reason)),
  );

function operatorsOf(...each: Operator[]): { operators: Operators; sent: Bytes[] } {
  const sent: Bytes[] = [];
  const fake = (async (url: string, init: RequestInit) => {
    const [, number, path] = /^https:\/\/o(\d)\.example(\/.*)$/.exec(url)!;
    if (path === "/add") sent.push(init.body as Bytes);
    assert.equal(init.credentials, "omit");
    assert.equal(init.redirect, "error");
    return each[Number(number)]!(path!, init);
  }) as typeof fetch;
  return {
    operators: new Operators(
      each.map((_, i) => `https://o${i}.example`),
      { fetch: fake, patienceMs: 60 },
    ),
    sent,
  };
}

const wait = async (): Promise<void> => undefined;

function deliverTo(...each: Operator[]) {
  const { operators, sent } = operatorsOf(...each);
  const box = new SeenLog(operators, policy);
  return { box, sent, delivery: deliver({ operators, seen: box, post, wait }) };
}

test("a ballot is in the box when a receipt for its bytes verifies", async () => {
  const { box, sent, delivery } = deliverTo(honest);
  const outcome = await delivery;
  assert.ok(outcome.state === "in_the_box");
  assert.equal(outcome.confirmation.operator, "https://o0.example");
  assert.equal(outcome.confirmation.receipt, receipt);
  assert.deepEqual(sent, [post]);
  assert.equal(box.view?.signed.checkpoint.size, 300n);
});

for (const [name, first] of Object.entries({
  broken,
  silent,
  refused,
  waiting,
  lying,
  busy,
  forgetful,
})) {
  test(`the second operator takes the same bytes when the first is ${name}`, async () => {
    const { sent, delivery } = deliverTo(first, honest);
    const outcome = await delivery;
    assert.equal(
      outcome.state === "in_the_box" && outcome.confirmation.operator,
      "https://o1.example",
    );
    for (const bytes of sent) assert.deepEqual(bytes, post);
  });
}

test("BA10: a receipt of another entry never says that a ballot is in the box", async () => {
  assert.deepEqual(await deliverTo(lying).delivery, { state: "unknown" });
});

test("what operators say otherwise is told apart", async () => {
  assert.deepEqual(await deliverTo(waiting, broken).delivery, { state: "unknown" });
  assert.deepEqual(await deliverTo(refused, refused).delivery, {
    state: "refused",
    code: "ballot.sequence",
  });
  assert.deepEqual(await deliverTo(refusing("rules.phase")).delivery, { state: "closed" });
  assert.deepEqual(await deliverTo(busy, busy).delivery, { state: "not_cast" });
  assert.deepEqual(await deliverTo(broken, silent).delivery, { state: "unknown" });
});

test("too few witnesses are said, and asked again after pauses of up to a minute", async () => {
  const outcome = await deliverTo(forgetful).delivery;
  assert.ok(outcome.state === "few_witnesses");
  assert.deepEqual([outcome.confirmation.agreeing, outcome.confirmation.witnesses], [0, 3]);
  const pauses: number[] = [];
  const later: Operator = (path, init) => (pauses.length < 8 ? forgetful : honest)(path, init);
  const { operators, sent } = operatorsOf(broken, later);
  const counts: number[] = [];
  const settled = await awaitWitnesses({
    operators,
    seen: new SeenLog(operators, policy),
    post,
    index: 0n,
    wait: async (ms) => {
      pauses.push(ms);
    },
    onReply: ({ agreeing }) => counts.push(agreeing),
  });
  assert.equal(settled.state, "in_the_box");
  assert.deepEqual(pauses, [2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  assert.deepEqual(counts, Array(7).fill(0));
  assert.deepEqual(sent, [], "asking sends nothing");
});

test("BA11: two roots of one size are two views, with both checkpoints as evidence", async () => {
  const secret = ed25519SecretKey(new Uint8Array(32));
  const log = new VerifierKey("example/log", 1, ed25519PublicKey(secret));
  const sign = (root: number): string => {
    const text = `example/log\n5\n${encodeBase64(new Uint8Array(32).fill(root))}\n`;
    return decodeUtf8(encodeNote({ text, signatures: [signNote(text, "example/log", secret)] }))!;
  };
  const texts = [sign(1), sign(2)];
  const { operators } = operatorsOf(
    async () => new Response(texts[0]),
    async () => new Response(texts[1]),
    async () => new Response(texts[1]!.replace("5", "6")),
  );
  const box = new SeenLog(operators, `log ${log.text}\nquorum none\n`);
  assert.equal((await box.look("https://o0.example"))?.signed.checkpoint.size, 5n);
  assert.equal(await box.look("https://o2.example"), null, "what the log did not sign is no view");
  await assert.rejects(
    box.look("https://o1.example"),
    (error) => error instanceof TwoViews && texts.every((text) => error.evidence.includes(text)),
  );
});

test("what is said of a credential is believed in its shape, a no if nobody says yes", async () => {
  const hint = { on_roll: true, style: "all", weight: 1, sequence: 3, entry: 17 };
  const right: Operator = async () => json(hint);
  const no: Operator = async () => json({ on_roll: false });
  const ask = (...each: Operator[]) => askRoll(operatorsOf(...each).operators, "e", generator);
  const [first, second] = ["https://o0.example", "https://o1.example"] as const;
  const yes = { onRoll: true, style: "all" };
  const claims = [{ operator: second, sequence: 3, index: 17n }];
  for (const liar of [no, async () => json({ on_roll: "yes" })])
    assert.deepEqual(await ask(liar, right), { ...yes, claims, operators: [second] });
  assert.deepEqual(await ask(no, broken), {
    onRoll: false,
    style: "",
    claims: [],
    operators: [first],
  });
  // Nobody hides from the page what another says of an earlier ballot.
  const silentOnIt: Operator = async () => json({ ...hint, sequence: null, entry: null });
  assert.deepEqual(await ask(silentOnIt, right), { ...yes, claims, operators: [first, second] });
  for (const sequence of [-1, 0.5, 2_000_000, "1", undefined])
    assert.equal(await ask(async () => json({ ...hint, sequence })), null);
  for (const entry of [-1, "17", undefined]) {
    const told = await ask(async () => json({ ...hint, entry }));
    assert.deepEqual(told?.claims, [{ operator: first, sequence: 3, index: null }]);
  }
  assert.equal(await ask(broken), null);
});

test("BA11: a receipt that nobody ties to what the page has seen proves nothing", async () => {
  const small = new TestLog([ascii("first")]);
  const grown = new TestLog([...small.entries, post]);
  const withFiles =
    (files: TestLog | null): Operator =>
    async (path) => {
      if (path === "/add") return json({ verdict: "accepted", index: 1 }, 201);
      const file = (path.startsWith("/tile/") ? files : grown)?.file(path.slice(1)) ?? null;
      return file === null ? json({}, 404) : new Response(file);
    };
  const deliverBy = async (files: TestLog | null) => {
    const { operators } = operatorsOf(withFiles(files), async () => new Response(small.checkpoint));
    const seen = new SeenLog(operators, testPolicy);
    await seen.look("https://o1.example");
    return (await deliver({ operators, seen, post, wait })).state;
  };
  assert.equal(await deliverBy(null), "unknown");
  assert.equal(await deliverBy(grown), "in_the_box");
});
