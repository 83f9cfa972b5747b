import assert from "node:assert/strict";
import { test } from "node:test";
import { compileAll } from "../../../../web/client/src/ballot/compile.ts";
import {
  electionFingerprint,
  poolFingerprint,
} from "../../../../web/client/src/ballot/fingerprint.ts";
import { announcementHash } from "../../../../web/client/src/bulletinBoard/postText.ts";
import { ascii, encodeHex } from "../../../../web/client/src/crypto/bytes.ts";
import { generator } from "../../../../web/client/src/crypto/group.ts";
import { sha256 } from "../../../../web/client/src/crypto/hash.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { decode, definition } from "./sampleElection.ts";

await ready;

test("a pool has a fingerprint of its name in its election, by the bytes of the protocol", () => {
  const election = new Uint8Array(32).fill(7);
  const size = (length: number): number[] => [0, 0, 0, 0, 0, 0, 0, length];
  const bytes = Uint8Array.of(
    ...[...size(15), ...ascii("tabella/v1/pool")],
    ...election,
    ...[...size(12), ...ascii("trees/totals")],
  );
  assert.deepEqual(poolFingerprint(election, "trees/totals"), sha256(bytes));
});

test("one definition, key and roll have another fingerprint on each log and for each post", () => {
  const styles = compileAll(decode(definition()));
  const roll = new Uint8Array(32);
  const fingerprints = [
    announcementHash("post", "board.example/one"),
    announcementHash("post", "board.example/two"),
    announcementHash("another post", "board.example/one"),
  ].map((announcement) => encodeHex(electionFingerprint(announcement, styles, generator, roll)));
  assert.equal(new Set(fingerprints).size, 3);
  assert.throws(
    () => electionFingerprint(new Uint8Array(31), styles, generator, roll),
    RangeError,
    "it stands in the hash without its length",
  );
});
