// Two checkpoints belong together only if somebody shows it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { findExtension } from "../../../../web/client/src/bulletinBoard/extension.ts";
import { Operators } from "../../../../web/client/src/bulletinBoard/operators.ts";
import { SeenLog, TwoViews } from "../../../../web/client/src/bulletinBoard/seenLog.ts";
import { type ReadFile, Unreadable } from "../../../../web/client/src/bulletinBoard/treeReader.ts";
import { ascii, decodeUtf8 } from "../../../../web/client/src/crypto/bytes.ts";
import { policy, TestLog } from "../testLog.ts";

const entries = Array.from({ length: 13 }, (_, i) => ascii(`entry ${i}`));
const young = new TestLog(entries);
const grown = (size: number) => new TestLog(entries.slice(0, size));
const forked = (size: number) =>
  new TestLog([...entries.slice(0, size - 1), ascii("another entry")]);

const serve =
  (log: TestLog): ReadFile =>
  async (path) =>
    log.file(path);
const nothing: ReadFile = async () => null;
// Of the right length, and of no log.
const garbage: ReadFile = async (path) => young.file(path)?.fill(7) ?? null;

test("BA11: a smaller log begins a larger one, or does not, by the files", async () => {
  for (let size = 0; size <= 13; ++size) {
    const readers = [nothing, garbage, serve(young)];
    assert.equal(await findExtension(grown(size), young, readers), "extends", `${size}`);
    if (size === 0) continue;
    assert.equal(await findExtension(forked(size), young, readers), "contradicts", `${size}`);
  }
});

test("BA11: what nobody shows is neither taken for one log nor for two", async () => {
  for (let size = 1; size < 13; ++size) {
    for (const readers of [[], [nothing], [garbage], [nothing, garbage, serve(forked(13))]]) {
      assert.equal(await findExtension(grown(size), young, readers), "unshown");
      assert.equal(await findExtension(forked(size), young, readers), "unshown");
    }
  }
});

// The first shows its checkpoint and files, the second a larger checkpoint.
function seeBoth(second: TestLog, files: TestLog | null) {
  const fake = (async (url: string) => {
    const [, number, path] = /^https:\/\/o(\d)\.example\/(.*)$/.exec(url)!;
    const shown = number === "0" ? grown(5) : path === "checkpoint" ? second : files;
    const file = shown?.file(path!) ?? null;
    return file === null ? new Response("", { status: 404 }) : new Response(file);
  }) as typeof fetch;
  const addresses = ["https://o0.example", "https://o1.example"];
  return new SeenLog(new Operators(addresses, { fetch: fake }), policy);
}

test("BA11: a view that nobody ties to the last one is not taken up", async () => {
  for (const files of [null, grown(9)]) {
    const seen = seeBoth(young, files);
    await seen.look("https://o0.example");
    await assert.rejects(seen.look("https://o1.example"), Unreadable);
    assert.equal(seen.view?.signed.checkpoint.size, 5n);
    const receipt = decodeUtf8(young.receipt(3))!;
    await assert.rejects(seen.confirm(entries[3]!, receipt, "https://o1.example"), Unreadable);
    await assert.rejects(seen.see(receipt, "https://o1.example"), Unreadable);
  }
  const honest = seeBoth(young, young);
  await honest.look("https://o0.example");
  assert.equal((await honest.look("https://o1.example"))?.signed.checkpoint.size, 13n);
  const fork = new TestLog([ascii("another entry"), ...entries]);
  const lying = seeBoth(fork, fork);
  await lying.look("https://o0.example");
  await assert.rejects(lying.look("https://o1.example"), TwoViews);
});
