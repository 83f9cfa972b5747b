import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ballotId,
  encodeBallot,
  encodeUncast,
  type Statement,
  verifyBallot,
} from "../../../../web/client/src/crypto/ballotProof.ts";
import { cast, finish, prove } from "../../../../web/client/src/crypto/ballotProver.ts";
import { encodeHex } from "../../../../web/client/src/crypto/bytes.ts";
import { generatorOf } from "../../../../web/client/src/crypto/generators.ts";
import {
  decodeElement,
  decodeSecretScalar,
  multiplyBase,
} from "../../../../web/client/src/crypto/group.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import type { Row, Style } from "../../../../web/client/src/crypto/style.ts";
import { hex, readVectors } from "../vectors.ts";

type RowForm = Record<string, number>;
interface Case {
  name: string;
  style: { bits: number; counters: RowForm[]; equations: { row: RowForm; rhs: number }[] };
  election: string;
  key: string;
  credential: string;
  sequence: number;
  sealed: string;
  id?: string;
  expect: string;
  seal?: { seed: string; bits: number[]; sk: string; kappa: string };
}

const vectors = readVectors<{ generators: Record<string, string>; cases: Case[] }>(
  "tabella/linear_ballot_proof.json",
);

await ready;

const readRow = (row: RowForm): Row =>
  Object.entries(row)
    .map(([bit, coefficient]) => ({ bit: Number(bit), coefficient }))
    .filter(({ coefficient }) => coefficient !== 0)
    .sort((a, b) => a.bit - b.bit);

const readStyle = ({ bits, counters, equations }: Case["style"]): Style => ({
  bits,
  counters: counters.map(readRow),
  equations: equations.map(({ row, rhs }) => ({ row: readRow(row), rhs })),
});

// If Y or P does not decode, the verdict is encoding for every ballot.
function judge(each: Case): string {
  const [key, credential] = [decodeElement(hex(each.key)), decodeElement(hex(each.credential))];
  if (key === null || credential === null) return "encoding";
  const statement = {
    style: readStyle(each.style),
    election: hex(each.election),
    key,
    credential,
    sequence: BigInt(each.sequence),
  };
  return verifyBallot(statement, hex(each.sealed));
}

test("generators are those of the independent model", () => {
  assert.ok(Object.keys(vectors.generators).length > 0);
  for (const [j, element] of Object.entries(vectors.generators)) {
    assert.equal(encodeHex(generatorOf(Number(j))), element);
  }
});

for (const each of vectors.cases) {
  test(`${each.name}: the verdict is ${each.expect}`, () => assert.equal(judge(each), each.expect));
}

for (const each of vectors.cases.filter(({ seal }) => seal !== undefined)) {
  test(`${each.name}: sealed again byte for byte`, () => {
    const { seed, bits, sk, kappa } = each.seal!;
    const [secret, nonce] = [decodeSecretScalar(hex(sk))!, decodeSecretScalar(hex(kappa))!];
    const statement: Statement = {
      style: readStyle(each.style),
      election: hex(each.election),
      key: decodeElement(hex(each.key))!,
      credential: decodeElement(hex(each.credential))!,
      sequence: each.sequence,
    };
    const proof = finish(prove(statement, Uint8Array.from(bits), hex(seed), multiplyBase(nonce)));
    assert.equal(encodeHex(encodeBallot(cast(proof, secret, nonce))), each.sealed);
    if (each.id !== undefined)
      assert.equal(encodeHex(ballotId(statement, encodeUncast(proof.ballot))), each.id);
  });
}
