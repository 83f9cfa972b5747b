import assert from "node:assert/strict";
import { before, test } from "node:test";

import {
  credentialOf,
  deriveCredentialKey,
  parseVotingCode,
} from "../../../../web/client/src/ballot/votingCode.ts";
import { encodeHex } from "../../../../web/client/src/crypto/bytes.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { makeRoll } from "../../../../web/client/src/authority/makeRoll.ts";

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
