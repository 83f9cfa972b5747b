// The tabs of one browser are one device: BroadcastChannel joins them, here within this process.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answerNeighbours, hasVoterPage } from "../../../../web/client/src/ui/neighbours.ts";

// A line that nobody closes must not keep the process alive.
const { BroadcastChannel: Line } = globalThis;
globalThis.BroadcastChannel = class extends Line {
  constructor(name: string) {
    super(name);
    (this as unknown as { unref(): void }).unref();
  }
};

test("a voter page in the same browser is found, and none where there is none", async () => {
  assert.equal(await hasVoterPage(), false);
  answerNeighbours();
  assert.equal(await hasVoterPage(), true);
});
