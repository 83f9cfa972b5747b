import assert from "node:assert/strict";
import { Refused } from "../../../web/client/src/crypto/refused.ts";

// Asserts that the input is refused with this code.
export function refuses(code: string, attempt: () => unknown, message?: string): void {
  assert.throws(
    attempt,
    (error) => {
      assert.ok(error instanceof Refused, `${message ?? ""} threw ${String(error)}`);
      assert.equal(error.code, code, `${message ?? ""} ${error.message}`);
      return true;
    },
    message,
  );
}

export async function rejects(code: string, attempt: Promise<unknown>): Promise<void> {
  await assert.rejects(attempt, (error) => error instanceof Refused && error.code === code);
}
