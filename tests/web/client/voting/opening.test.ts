// Nobody is turned away by the word of one operator.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Operators } from "../../../../web/client/src/bulletinBoard/operators.ts";
import { askOpening } from "../../../../web/client/src/voting/opening.ts";

const [before, during, after] = [5, 15, 25];

function ask(now: number, ...phases: (string | null)[]) {
  const fake = (async (url: string) => {
    const [, number] = /^https:\/\/o(\d)\.example\/status$/.exec(url)!;
    const phase = phases[Number(number)];
    if (phase === null) throw new TypeError("network");
    return new Response(JSON.stringify({ elections: [{ election: "e", phase }] }));
  }) as typeof fetch;
  const addresses = phases.map((_, i) => `https://o${i}.example`);
  const operators = new Operators(addresses, { fetch: fake });
  return askOpening({ operators, election: "e", opens: 10, closes: 20, now });
}

test("by the stamped times, or because an operator says that voting is open", async () => {
  assert.deepEqual(await ask(before, null), { state: "not_open" });
  assert.deepEqual(await ask(during, null), { state: "open" });
  assert.deepEqual(await ask(after, null), { state: "closed" });
  assert.deepEqual(await ask(before, "ready"), { state: "not_open" });
  assert.deepEqual(await ask(after, "finished"), { state: "closed" });
  for (const now of [before, during, after]) {
    assert.deepEqual(await ask(now, "open"), { state: "open" });
    assert.deepEqual(await ask(now, "closed", "open"), { state: "open" });
    assert.deepEqual(await ask(now, "ready", null, "open"), { state: "open" });
  }
});

test("who says that voting is not open against its times is named, and stops nobody", async () => {
  const [first, , third] = [0, 1, 2].map((i) => `https://o${i}.example`);
  for (const phase of ["roll", "ready"]) {
    const denied = { state: "denied", as: "not_open", operators: [first] };
    assert.deepEqual(await ask(during, phase), denied);
  }
  for (const phase of ["closed", "cancelled", "finished", "archived"]) {
    const denied = { state: "denied", as: "closed", operators: [first, third] };
    for (const now of [before, during])
      assert.deepEqual(await ask(now, phase, null, "closed"), denied);
  }
  assert.deepEqual(await ask(during, "no phase"), { state: "open" });
});
