import assert from "node:assert/strict";
import { before, test } from "node:test";

import { Rehearsal, rehearsalItems } from "../../../../web/client/src/trustee/rehearsal.ts";
import { TrusteeMemory } from "../../../../web/client/src/trustee/memory.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { utf8 } from "../../../../web/client/src/crypto/bytes.ts";
import { ok } from "../expectations.ts";

before(() => ready);

test("every item of a rehearsal comes out right, in its order", async () => {
  const rehearsal = new Rehearsal();
  for (const item of rehearsalItems) assert.ok(await rehearsal.play(item), item);
  assert.equal(rehearsal.done.size, rehearsalItems.length);
});

test("a misread check code differs in one character", async () => {
  const rehearsal = new Rehearsal();
  for (const item of ["join", "commit", "deal", "certify"] as const) await rehearsal.play(item);
  const [right, misread] = [rehearsal.checkCode, rehearsal.misreadCode];
  assert.equal([...right].filter((character, i) => character !== misread[i]).length, 1);
});

test("a trustee's memory comes back as it was, and what is none is refused", () => {
  const memory = TrusteeMemory.random();
  memory.join("garden", "CODE");
  memory.compare("garden", "OTHER");
  memory.open("garden", { box: "00", shares: { "trees/totals": "AA" } });
  const again = ok(TrusteeMemory.decode(memory.encode()));
  assert.deepEqual(again.encode(), memory.encode());
  const first = { box: "00", shares: { "trees/totals": "AA" } };
  assert.deepEqual(again.opened("garden"), first);
  for (const text of ["", "[]", "{}", '{"seed":"AA"}', '{"seed":5}']) {
    assert.equal(TrusteeMemory.decode(utf8(text)), null, text);
  }
});

test("a memory takes more pools of one box, none twice, and none of another box", () => {
  const memory = TrusteeMemory.random();
  const open = (box: string, shares: Record<string, string>) => () =>
    memory.open("garden", { box, shares });
  open("00", { "trees/totals": "AA" })();
  open("00", { "which/totals": "BB" })();
  assert.throws(open("00", { "trees/totals": "CC" }), /a pool once/);
  assert.throws(open("11", { "name/totals": "CC" }), /one box/);
  const shares = { "trees/totals": "AA", "which/totals": "BB" };
  assert.deepEqual(memory.opened("garden"), { box: "00", shares });
});
