// The compiled verifier's reports next to those of `tabella verify --json`, check by check:
//
//   node sameReport.mjs verifier.wasm FOLDER...
//
// A FOLDER holds a record, the policy to trust and what the program said of it: record/,
// policy.txt, report.json.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../../web/client/src/verifier/report.ts";
import { verifyRecord } from "../../../web/client/src/verifier/verifier.ts";

const [wasm, ...folders] = process.argv.slice(2);
assert(wasm !== undefined && folders.length > 0, "which module, and which records?");
const module = await WebAssembly.compile(readFileSync(wasm));

let valid = 0;
for (const folder of folders) {
  const source = {
    read: async (path: string) => {
      const file = join(folder, "record", path);
      return existsSync(file) ? new Uint8Array(readFileSync(file)) : null;
    },
  };
  const expected = JSON.parse(readFileSync(join(folder, "report.json"), "utf8")) as Report;
  let entries = 0;
  const begin = performance.now();
  const { report, board } = await verifyRecord(
    module,
    source,
    readFileSync(join(folder, "policy.txt"), "utf8"),
    {
      onProgress: (done) => {
        entries = done;
      },
    },
  );
  const seconds = (performance.now() - begin) / 1000;
  assert.equal(report.valid, expected.valid, folder);
  assert.deepEqual(report.unfinished, expected.unfinished, folder);
  for (const [i, check] of expected.checks.entries()) {
    const found = report.checks[i];
    assert.deepEqual(
      [found?.check, found?.covers, found?.state, found?.expected, found?.applied],
      [check.check, check.covers, check.state, check.expected, check.applied],
      folder,
    );
    // Why a file is not to be had is said by who reads it.
    const reasons = (failures: readonly string[] | undefined) =>
      failures?.map((failure) => failure.replace(/: file\.read: .*/, ": file.read"));
    assert.deepEqual(reasons(found?.failures), reasons(check.failures), folder);
  }
  assert.equal(report.checks.length, expected.checks.length, folder);
  if (report.valid) {
    valid += 1;
    assert(board.size > 0 && board.elections.length > 0, folder);
  }
  console.log(
    `${folder}: ${report.valid ? "valid" : "INVALID"}, as tabella verify says; ` +
      `${entries} entries in ${seconds.toFixed(2)} s`,
  );
}
console.log(`${folders.length} records, ${valid} of them valid: the same reports`);
