// A test waits for what it needs and not for a time: how fast a machine is decides no verdict. What
// ends a wait in the end is this, far longer than anything takes on a machine that is busy with
// other work.
import assert from "node:assert/strict";

export const patience_ms = 600_000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The first value of read() that is true in the sense of JavaScript.
export async function until(read, what) {
  for (const end = Date.now() + patience_ms; ; await pause(25)) {
    const value = await read();
    if (value) return value;
    if (Date.now() > end)
      assert.fail(`waited in vain for ${typeof what === "function" ? await what() : what}`);
  }
}

// read() comes to be this.
export async function becomes(read, expected, what) {
  const wanted = JSON.stringify(expected);
  await until(
    async () => JSON.stringify(await read()) === wanted,
    async () => `${what}: ${wanted}, and it is ${JSON.stringify(await read())}`,
  );
}
