import assert from "node:assert/strict";
import { test } from "node:test";

import { rollEndPost, rollPost } from "../../../../web/client/src/bulletinBoard/writePost.ts";
import { encodeBase64Url, utf8 } from "../../../../web/client/src/crypto/bytes.ts";
import { PublishedRoll } from "../../../../web/client/src/verifier/publishedRoll.ts";

const credential = (n: number) => new Uint8Array(32).fill(n);
const part = (election: string, ...numbers: number[]) =>
  `${rollPost(
    election,
    numbers.map((n) => ({ credential: credential(n), style: "all", weight: 1 })),
  )}\n\n— registrar AAAA\n`;

function bundle(...entries: string[]): Uint8Array {
  const bytes = entries
    .map(utf8)
    .flatMap((entry) => [entry.length >> 8, entry.length & 255, ...entry]);
  return new Uint8Array(bytes);
}

test("a roll in several posts, and no other election's, is read once from a log's files", () => {
  const roll = new PublishedRoll("garden");
  const first = bundle(
    '{"type":"manifest"}',
    part("garden", 1, 2),
    part("garden-2", 8),
    part("orchard", 9),
  );
  const second = bundle(
    part("garden", 3),
    rollEndPost("garden", 3, credential(0)),
    '{"type":"rollcall","election":"garden",',
  );
  roll.take("checkpoint", first);
  assert.equal(roll.credentials.size, 0);
  for (const [path, file] of [
    ["tile/entries/000", first],
    ["tile/0/000", second],
    ["tile/entries/001.p/3", second],
  ] as const)
    roll.take(path, file);
  assert.deepEqual(
    [...roll.credentials],
    [1, 2, 3].map((n) => encodeBase64Url(credential(n))),
  );
});
