import assert from "node:assert/strict";
import { test } from "node:test";
import { compileAll } from "../../../../web/client/src/ballot/compile.ts";
import { electionFingerprint } from "../../../../web/client/src/ballot/fingerprint.ts";
import { announcementHash } from "../../../../web/client/src/bulletinBoard/postText.ts";
import { encodeHex } from "../../../../web/client/src/crypto/bytes.ts";
import { generator } from "../../../../web/client/src/crypto/group.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { decode, definition } from "./sampleElection.ts";

await ready;

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
