import assert from "node:assert/strict";
import { before, test } from "node:test";

import {
  credentialOf,
  deriveCredentialKey,
  parseVotingCode,
} from "../../../../web/client/src/ballot/votingCode.ts";
import { encodeBase64Url, encodeHex } from "../../../../web/client/src/crypto/bytes.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { readCodes } from "../../../../web/client/src/authority/compareRoll.ts";
import { countTesters, drawTesters } from "../../../../web/client/src/authority/drawTesters.ts";
import { lettersCsv } from "../../../../web/client/src/authority/letter.ts";
import { makeRoll, rollLines } from "../../../../web/client/src/authority/makeRoll.ts";

before(() => ready);

test("each letter's code is on the roll, whose order says nothing of the list", async () => {
  const people = ["Anna", "Ben", "Cai", "Dora", "Eli", "Fay"];
  const rows = people.map((person) => ({ person, address: "1 Lane", style: "all", weight: 1 }));
  const { letters, entries } = await makeRoll("garden", rows, () => undefined);
  assert.deepEqual(
    letters.map(({ person }) => person),
    people,
  );
  const roll = entries.map(({ credential }) => encodeHex(credential));
  const listed = letters.map(({ code }) =>
    encodeHex(credentialOf(deriveCredentialKey(parseVotingCode(code), "garden"))),
  );
  assert.deepEqual(roll, [...listed].sort(), "in ascending order, whoever comes first on the list");
});

test("one voter in eight is drawn, rounded up", () => {
  for (let voters = 0; voters <= 100; ++voters) {
    const drawn = drawTesters(voters).filter((isDrawn) => isDrawn).length;
    assert.equal(drawn, Math.ceil(voters / 8));
    assert.equal(countTesters(voters), drawn);
  }
});

test("the lot asks for randomness alone, and falls on each place as often as on others", () => {
  const times = Array.from({ length: 10 }, () => 0);
  const rounds = 4000;
  for (let round = 0; round < rounds; ++round)
    drawTesters(times.length).forEach((isDrawn, i) => (times[i]! += isDrawn ? 1 : 0));
  // Two of ten: 800 of 4000, and 25 is a standard deviation.
  for (const count of times) assert.ok(Math.abs(count - rounds / 5) < 200, times.join(" "));
});

test("who is asked to test stands in the registrar's table, and in no post", async () => {
  const rows = Array.from({ length: 9 }, (_, i) => ({
    person: `Voter ${i}`,
    address: "1 Lane",
    style: "all",
    weight: 1,
  }));
  const { letters, entries } = await makeRoll("garden", rows, () => undefined);
  assert.equal(letters.filter(({ asksToTest }) => asksToTest).length, 2);
  const read = readCodes(lettersCsv(letters)).rows;
  assert.deepEqual(
    read.map(({ asksToTest }) => asksToTest),
    letters.map(({ asksToTest }) => asksToTest),
  );
  for (const entry of entries)
    assert.deepEqual(Object.keys(entry).sort(), ["credential", "style", "weight"]);
  const [line] = rollLines("garden", ["all"], entries);
  const { entries: posted } = JSON.parse(line!) as { entries: unknown[] };
  assert.deepEqual(
    posted,
    entries.map(({ credential, style, weight }) => [encodeBase64Url(credential), style, weight]),
  );
});
