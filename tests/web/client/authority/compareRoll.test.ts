import assert from "node:assert/strict";
import { before, test } from "node:test";

import { encodeBase64Url } from "../../../../web/client/src/crypto/bytes.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { compareRoll, readCodes } from "../../../../web/client/src/authority/compareRoll.ts";
import { lettersCsv } from "../../../../web/client/src/authority/letter.ts";
import { type MadeRoll, makeRoll } from "../../../../web/client/src/authority/makeRoll.ts";

let made: MadeRoll;
before(async () => {
  await ready;
  const rows = ["Anna", "Ben, the younger", "Cai"].map((person) => ({
    person,
    address: "1 Lane",
    style: "all",
    weight: 1,
  }));
  made = await makeRoll("garden", rows, () => undefined);
});

const published = (roll: MadeRoll) =>
  new Set(roll.entries.map(({ credential }) => encodeBase64Url(credential)));
const table = () => readCodes(lettersCsv(made.letters));

test("the table that was saved is the list that was published from it", async () => {
  const { rows, faults } = table();
  assert.deepEqual(faults, []);
  assert.deepEqual(
    rows.map(({ row, person }) => [row, person]),
    [
      [2, "Anna"],
      [3, "Ben, the younger"],
      [4, "Cai"],
    ],
  );
  const seen: number[] = [];
  assert.deepEqual(await compareRoll("garden", rows, published(made), (done) => seen.push(done)), {
    same: 3,
    missing: [],
    strangers: 0,
  });
  assert.deepEqual(seen, [1, 2, 3]);
});

test("who is missing is named, who is there beside them is counted", async () => {
  const { rows } = table();
  const list = published(made);
  const other = await makeRoll(
    "garden",
    [{ person: "Eve", address: "?", style: "all", weight: 1 }],
    () => undefined,
  );
  const credential = [...published(other)][0]!;
  assert.deepEqual(
    await compareRoll("garden", rows, new Set([...list, credential]), () => undefined),
    { same: 3, missing: [], strangers: 1 },
  );
  assert.deepEqual(
    await compareRoll("garden", rows.slice(0, 2), new Set([...list, credential]), () => undefined),
    { same: 2, missing: [], strangers: 2 },
  );
  assert.deepEqual(await compareRoll("garden", rows, new Set([credential]), () => undefined), {
    same: 0,
    missing: rows,
    strangers: 1,
  });
});

test("a code of another election is on no list of this one", async () => {
  const { rows } = table();
  const { same, missing } = await compareRoll(
    "orchard",
    rows.slice(0, 1),
    published(made),
    () => undefined,
  );
  assert.deepEqual([same, missing.length], [0, 1]);
});

test("the command line's table is read too; a wrong one is named row by row, not compared", () => {
  const [anna, ben] = made.letters.map(({ code }) => code) as [string, string];
  const rows = readCodes(`name,id,email,code\nAnna,7,a@example.org,${anna}\n`).rows;
  assert.deepEqual(rows, [
    { row: 2, person: "Anna", address: "a@example.org", code: anna, asksToTest: false },
  ]);
  const asked = readCodes(`name,test,code\nAnna,yes,${anna}\nBen,no,${ben}\n`);
  assert.deepEqual(asked.faults, []);
  assert.deepEqual(
    asked.rows.map(({ asksToTest }) => asksToTest),
    [true, false],
  );
  assert.deepEqual(readCodes(`name,test,code\nAnna,YES,${anna}\nBen,,${ben}\n`).faults, [
    { fault: "test", row: 2 },
    { fault: "test", row: 3 },
  ]);
  assert.deepEqual(readCodes("person,address\nAnna,1 Lane\n").faults, [{ fault: "codesColumns" }]);
  assert.deepEqual(readCodes("").faults, [{ fault: "codesColumns" }]);
  assert.deepEqual(readCodes("person,code\n").faults, [{ fault: "empty" }]);
  const spelled = anna.replaceAll("-", "").toLowerCase();
  const wrong = readCodes(
    `person,code\nAnna,${anna}\nBen,${ben.slice(0, -1)}\nCai,${spelled}\nDora\n`,
  );
  assert.deepEqual(wrong, {
    rows: [],
    faults: [
      { fault: "code", row: 3 },
      { fault: "codeTwice", row: 4, first: 2 },
      { fault: "code", row: 5 },
    ],
  });
});
