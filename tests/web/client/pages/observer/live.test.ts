// Of a smaller copy the observer page says that it is behind only if the files show it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Operators } from "../../../../../web/client/src/bulletinBoard/operators.ts";
import {
  compareCheckpoints,
  type ShownCheckpoint,
} from "../../../../../web/client/src/pages/observer/live.ts";
import { ascii } from "../../../../../web/client/src/crypto/bytes.ts";
import { TestLog } from "../../testLog.ts";

const entries = Array.from({ length: 9 }, (_, i) => ascii(`entry ${i}`));
const large = new TestLog(entries);
const small = new TestLog(entries.slice(0, 4));
const other = new TestLog([...entries.slice(0, 3), ascii("another entry")]);

function compare(first: TestLog, second: TestLog, areFilesServed: boolean) {
  const fake = (async (url: string) => {
    const [, path] = /^https:\/\/o\d\.example\/(.*)$/.exec(url)!;
    const file = areFilesServed ? large.file(path!) : null;
    return file === null ? new Response("", { status: 404 }) : new Response(file);
  }) as typeof fetch;
  const addresses = ["https://o0.example", "https://o1.example"] as const;
  const see = (operator: string, log: TestLog): ShownCheckpoint => ({
    operator,
    size: log.size,
    root: log.root,
    cosigned: new Map(),
    bytes: log.checkpoint,
  });
  const operators = new Operators(addresses, { fetch: fake });
  return compareCheckpoints(operators, [see(addresses[0], first), see(addresses[1], second)]);
}

test("BA11: a smaller copy is behind, another log, or nobody shows which", async () => {
  for (const [copy, areFilesServed, extension] of [
    [small, true, "extends"],
    [other, true, "contradicts"],
    [small, false, "unshown"],
    [other, false, "unshown"],
  ] as const) {
    const [largest, compared] = await compare(copy, large, areFilesServed);
    assert.equal(largest!.shown.operator, "https://o1.example");
    assert.deepEqual([largest!.missing, largest!.extension], [0, "extends"]);
    assert.deepEqual([compared!.missing, compared!.extension], [5, extension]);
  }
  const [, same] = await compare(small, other, false);
  assert.deepEqual([same!.missing, same!.extension], [0, "contradicts"], "two roots of one size");
});
