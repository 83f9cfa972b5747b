import assert from "node:assert/strict";
import { test } from "node:test";
import { compareClocks } from "../../../../web/client/src/authority/clocks.ts";
import type { Phase } from "../../../../web/client/src/bulletinBoard/phase.ts";

const seconds = (time: string): number => Date.parse(time) / 1000;
const opens = seconds("2026-03-01T08:00:00Z");
const closes = seconds("2026-03-02T18:00:00Z");
const box = (phase: Phase, time: string) => ({
  phase,
  time: seconds(time),
  opens,
  closes,
  awaitsKeys: false,
});

test("clocks that agree within two minutes are not spoken of", () => {
  assert.equal(
    compareClocks(box("ready", "2026-02-27T12:00:00Z"), new Date("2026-02-27T11:58:30Z")),
    null,
  );
  assert.equal(
    compareClocks(box("ready", "2026-02-27T12:00:00Z"), new Date("2026-03-01T08:01:30Z")),
    null,
  );
  assert.equal(
    compareClocks(box("open", "2026-03-01T09:00:00Z"), new Date("2026-03-02T18:01:30Z")),
    null,
  );
  assert.equal(
    compareClocks(box("closed", "2026-03-02T18:00:01Z"), new Date("2026-04-01T00:00:00Z")),
    null,
  );
});

test("a block in the device's future shows that the device is behind", () => {
  assert.equal(
    compareClocks(box("open", "2026-03-01T09:00:00Z"), new Date("2026-03-01T08:57:00Z")),
    "behind",
  );
});

test("the device is ahead of a box that has not opened or closed long after it was due", () => {
  assert.equal(
    compareClocks(box("ready", "2026-02-27T12:00:00Z"), new Date("2026-03-01T08:03:00Z")),
    "ahead",
  );
  assert.equal(
    compareClocks(box("open", "2026-03-01T09:00:00Z"), new Date("2026-03-02T18:03:00Z")),
    "ahead",
  );
  assert.equal(
    compareClocks(box("roll", "2026-02-27T12:00:00Z"), new Date("2026-03-01T08:03:00Z")),
    null,
  );
});

test("a box that waits for the trustees' keys does not open by itself", () => {
  const waiting = { ...box("ready", "2026-02-27T12:00:00Z"), awaitsKeys: true };
  assert.equal(compareClocks(waiting, new Date("2026-03-01T08:03:00Z")), null);
  assert.equal(compareClocks(waiting, new Date("2026-02-27T11:57:00Z")), "behind");
});
