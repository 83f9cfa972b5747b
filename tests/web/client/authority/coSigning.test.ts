import assert from "node:assert/strict";
import { before, test } from "node:test";

import { parseNote, verifyNote } from "../../../../web/client/src/bulletinBoard/signedNote.ts";
import { Signer } from "../../../../web/client/src/bulletinBoard/signer.ts";
import { actPost } from "../../../../web/client/src/bulletinBoard/writePost.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import {
  type PostFile,
  complete,
  encodePostFile,
  newPostFile,
  parsePostFile,
  progressOf,
  requiredFor,
  sign,
  withoutRevoked,
} from "../../../../web/client/src/authority/coSigning.ts";
import type { RevokedKey } from "../../../../web/client/src/verifier/report.ts";
import { ok, refused } from "../expectations.ts";

let officials: Signer[];
before(async () => {
  await ready;
  officials = [1, 2, 3].map((n) => Signer.fromSeed(`official/${n}`, new Uint8Array(32).fill(n)));
});

const line = actPost("garden", "open");
const election = (revoked: readonly RevokedKey[] = []) => ({
  officials: officials.map(({ verifier }) => verifier),
  threshold: 2,
  revoked,
});
const required = () => ok(requiredFor(newPostFile(line), null, election()));
const passedOn = (file: PostFile): PostFile => ok(parsePostFile(encodePostFile(file)));

test("a file goes from hand to hand and is complete with as many officials as are needed", () => {
  let file = passedOn(newPostFile(line));
  assert.equal(progressOf(file, required()).lacking, 2);
  file = passedOn(sign(file, officials[2]!));
  assert.deepEqual(
    progressOf(file, required()).signed.map(({ name }) => name),
    ["official/3"],
  );
  assert.equal(complete(file, required()), null);
  file = passedOn(sign(file, officials[0]!));
  const note = parseNote(ok(complete(file, required())));
  assert.deepEqual(
    note.signatures.map(({ name }) => name),
    ["official/1", "official/3"],
  );
  for (const i of [0, 2]) verifyNote(note, officials[i]!.verifier);
});

test("signing twice counts once, and a third signature is not sent", () => {
  let file = newPostFile(line);
  for (const i of [1, 1, 2, 0]) file = passedOn(sign(file, officials[i]!));
  assert.equal(file.note.signatures.length, 3);
  const note = parseNote(ok(complete(file, required())));
  assert.deepEqual(
    note.signatures.map(({ name }) => name),
    ["official/1", "official/2"],
  );
});

test("a signature under another text, or by a stranger, counts as missing", () => {
  const other = sign(newPostFile(actPost("garden", "close")), officials[0]!);
  const file = newPostFile(line);
  const forged = { ...file, note: { text: file.note.text, signatures: other.note.signatures } };
  assert.equal(progressOf(forged, required()).lacking, 2);
  const stranger = Signer.fromSeed("official/1", new Uint8Array(32).fill(9));
  assert.equal(progressOf(sign(file, stranger), required()).lacking, 2);
});

test("a revoked key is not asked, and what it signed is not sent before it is taken out", () => {
  const lost = { official: 2, reason: "It was lost.", entry: 7, time: 1_800_000_000 };
  const since = ok(requiredFor(newPostFile(line), null, election([lost])));
  let file = newPostFile(line);
  assert.deepEqual(
    progressOf(file, since).missing.map(({ name }) => name),
    ["official/1", "official/3"],
  );
  for (const i of [0, 1, 2]) file = passedOn(sign(file, officials[i]!));
  const { revoked, complete: isComplete, lacking } = progressOf(file, since);
  assert.deepEqual(
    revoked.map(({ key, reason, time }) => [key.name, reason, time]),
    [["official/2", lost.reason, lost.time]],
  );
  assert.deepEqual([isComplete, lacking, complete(file, since)], [false, 0, null]);
  const note = parseNote(ok(complete(withoutRevoked(file, since), since)));
  assert.deepEqual(
    note.signatures.map(({ name }) => name),
    ["official/1", "official/3"],
  );
  assert.equal(
    withoutRevoked(file, required()).note.signatures.length,
    3,
    "where it speaks, it stays",
  );
});

test("what is no post is refused, and a changed one too", () => {
  for (const text of ["", "{}", "hello\n\n", '{"a": 1}\n\n', `${line}\n`]) {
    refused(parsePostFile(text), "note.form", "");
  }
  assert.equal(requiredFor(newPostFile(line), null, null), null);
});
