import assert from "node:assert/strict";
import { test } from "node:test";

import {
  differences,
  parseReport,
} from "../../../../../web/client/src/pages/observer/otherReports.ts";
import {
  type Check,
  type Report,
  verdictOf,
} from "../../../../../web/client/src/verifier/report.ts";

const check = (
  name: string,
  applied: number,
  failures: readonly string[] = [],
  state: Check["state"] = "ok",
) => ({ check: name, covers: "", state, expected: 2, applied, failures });
const report = (...checks: readonly ReturnType<typeof check>[]): Report => ({
  valid: true,
  sound: true,
  unfinished: [],
  moments: [],
  checks,
});

test("two reports that say the same have no difference", () => {
  assert.deepEqual(differences(report(check("C1", 2)), report(check("C1", 2))), []);
});

test("another verdict, another count and a check that one lacks are differences", () => {
  const ours = report(check("C1", 2), check("C2", 2), check("C3", 3), check("C4", 2));
  const theirs = report(
    check("C1", 2, ["entry 7"]),
    check("C2", 1),
    check("C3", 2),
    check("C5", 2),
  );
  assert.deepEqual(
    differences(ours, theirs).map(({ check: name }) => name),
    ["C1", "C2", "C3", "C4", "C5"],
  );
});

test("a check that has not seen the log's end has not passed, whatever its numbers say", () => {
  assert.equal(verdictOf(check("C1", 2)), "passed");
  assert.equal(verdictOf(check("C1", 2, [], "not done")), "not done");
  assert.equal(verdictOf(check("C1", 1)), "not done");
  assert.equal(verdictOf(check("C1", 2, ["entry 7"], "FAILED")), "failed");
});

test("what is no report is refused", () => {
  const right = JSON.stringify(report(check("C1", 2)));
  assert.deepEqual(parseReport(right), JSON.parse(right));
  for (const text of [
    "",
    "null",
    "[]",
    "{}",
    '{"valid":true}',
    '{"valid":"yes","unfinished":[],"checks":[]}',
    '{"valid":true,"checks":[]}',
    '{"valid":true,"unfinished":[],"checks":[{"check":"C1"}]}',
    '{"valid":true,"unfinished":[],"checks":[null]}',
  ]) {
    assert.equal(parseReport(text), null, text);
  }
});
