// Ballots that this library seals from fresh randomness, as a file that `tabella vectors` judges:
// scripts/check/client.sh.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { compileAll } from "../../../../web/client/src/ballot/compile.ts";
import { decodeDefinition } from "../../../../web/client/src/ballot/definitionJson.ts";
import {
  ballotId,
  encodeBallot,
  encodeUncast,
} from "../../../../web/client/src/crypto/ballotProof.ts";
import { cast, finish, prove } from "../../../../web/client/src/crypto/ballotProver.ts";
import { encodeHex, utf8 } from "../../../../web/client/src/crypto/bytes.ts";
import { multiplyBase, randomScalar } from "../../../../web/client/src/crypto/group.ts";
import { randomBytes, ready } from "../../../../web/client/src/crypto/sodium.ts";
import type { Row } from "../../../../web/client/src/crypto/style.ts";
import { readVectors, root } from "../vectors.ts";

await ready;

const { elections } = readVectors<{
  elections: {
    name: string;
    definition: string;
    ballots: { style: string; bits: number[]; sequence: number }[];
  }[];
}>("tabella/client.json");

const rowForm = (row: Row): object =>
  Object.fromEntries(row.map(({ bit, coefficient }) => [bit, coefficient]));

test("ballots with fresh randomness are written for the C++ to judge", () => {
  const cases = elections.flatMap(({ name, definition, ballots }) => {
    const styles = compileAll(decodeDefinition(utf8(definition)));
    return ballots.map(({ style: id, bits, sequence }) => {
      const { style } = styles.find((each) => each.id === id)!;
      const [sk, kappa, seed] = [randomScalar(), randomScalar(), randomBytes(32)];
      const statement = {
        style,
        election: randomBytes(32),
        key: multiplyBase(randomScalar()),
        credential: multiplyBase(sk),
        sequence,
      };
      const proof = finish(prove(statement, Uint8Array.from(bits), seed, multiplyBase(kappa)));
      return {
        name: `${name}, ${id} ${sequence}`,
        style: {
          bits: style.bits,
          counters: style.counters.map(rowForm),
          equations: style.equations.map(({ row, rhs }) => ({ row: rowForm(row), rhs })),
        },
        election: encodeHex(statement.election),
        key: encodeHex(statement.key),
        credential: encodeHex(statement.credential),
        sequence,
        sealed: encodeHex(encodeBallot(cast(proof, sk, kappa))),
        id: encodeHex(ballotId(statement, encodeUncast(proof.ballot))),
        expect: "ok",
        seal: { seed: encodeHex(seed), bits, sk: encodeHex(sk), kappa: encodeHex(kappa) },
      };
    });
  });
  assert.equal(cases.length, 40);
  writeFileSync(
    join(root, "build/client_vectors.json"),
    JSON.stringify({ source: "the TypeScript client", cases }),
  );
});
