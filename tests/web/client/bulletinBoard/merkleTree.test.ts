import assert from "node:assert/strict";
import { test } from "node:test";
import {
  verifyConsistency,
  verifyInclusion,
} from "../../../../web/client/src/bulletinBoard/merkleTree.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { hex, readVectors } from "../vectors.ts";

interface Probe {
  name: string;
  first: number;
  size: number;
  start: string;
  root: string;
  path: string[];
  valid: boolean;
}

const probes = readVectors<{ inclusion: Probe[]; consistency: Probe[] }>("merkle/probes.json");

await ready;

test("LG1: another implementation's verdicts on inclusion proofs", () => {
  assert.equal(probes.inclusion.length, 284);
  for (const { name, first, size, start, root, path, valid } of probes.inclusion) {
    assert.equal(
      verifyInclusion(BigInt(first), BigInt(size), hex(start), path.map(hex), hex(root)),
      valid,
      name,
    );
  }
});

test("LG1: another implementation's verdicts on consistency proofs", () => {
  assert.equal(probes.consistency.length, 288);
  for (const { name, first, size, start, root, path, valid } of probes.consistency) {
    assert.equal(
      verifyConsistency(BigInt(first), BigInt(size), path.map(hex), hex(start), hex(root)),
      valid,
      name,
    );
  }
});
