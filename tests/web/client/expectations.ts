// What tests expect of a value that may be refused.
import assert from "node:assert/strict";

import { Refused } from "../../../web/client/src/crypto/refused.ts";

// The value, or the test fails with the reason.
export function ok<T>(value: T | Refused | null): T {
  if (value instanceof Refused) assert.fail(value.message);
  if (value === null) assert.fail("refused");
  return value;
}

export function refused(value: unknown, code: string, path: string): void {
  assert.ok(value instanceof Refused, "was accepted");
  assert.equal(value.code, code);
  assert.equal(value.path, path);
}
