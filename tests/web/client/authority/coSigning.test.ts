import assert from "node:assert/strict";
import { before, test } from "node:test";

import { parseNote, verifyNote } from "../../../../web/client/src/bulletinBoard/signedNote.ts";
import { Signer } from "../../../../web/client/src/bulletinBoard/signer.ts";
import { actPost } from "../../../../web/client/src/bulletinBoard/writePost.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import {
  type PostFile,
  belongs,
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
const announcement = "uH9c0pD2uH9c0pD2uH9c0pD2uH9c0pD2uH9c0pD2uH8";
const begun = (): PostFile => newPostFile(line, announcement);
const election = (revoked: readonly RevokedKey[] = []) => ({
  announcement,
  officials: officials.map(({ verifier }) => verifier),
  threshold: 2,
  revoked,
});
const required = () => ok(requiredFor(begun(), null, election()));
const passedOn = (file: PostFile): PostFile => ok(parsePostFile(encodePostFile(file)));

test("a file goes from hand to hand and is complete with as many officials as are needed", () => {
  let file = passedOn(begun());
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
  let file = begun();
  for (const i of [1, 1, 2, 0]) file = passedOn(sign(file, officials[i]!));
  assert.equal(file.note.signatures.length, 3);
  const note = parseNote(ok(complete(file, required())));
  assert.deepEqual(
    note.signatures.map(({ name }) => name),
    ["official/1", "official/2"],
  );
});

test("a signature under another text, or by a stranger, counts as missing", () => {
  const other = sign(newPostFile(actPost("garden", "close"), announcement), officials[0]!);
  const file = begun();
  const forged = { ...file, note: { text: file.note.text, signatures: other.note.signatures } };
  assert.equal(progressOf(forged, required()).lacking, 2);
  const stranger = Signer.fromSeed("official/1", new Uint8Array(32).fill(9));
  assert.equal(progressOf(sign(file, stranger), required()).lacking, 2);
});

test("a revoked key is not asked, and what it signed is not sent before it is taken out", () => {
  const lost = { official: 2, reason: "It was lost.", entry: 7, time: 1_800_000_000 };
  const since = ok(requiredFor(begun(), null, election([lost])));
  let file = begun();
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
  const of = `of ${announcement}\n`;
  for (const text of [
    "",
    "{}",
    `hello\n${of}\n`,
    `{"a": 1}\n${of}\n`,
    `${line}\n`,
    `${line}\n\n`,
    `${line}\n${of}`,
    `${line}\n${announcement}\n\n`,
    `${line}\n${of}${of}\n`,
    `${line}\nof \n\n`,
  ]) {
    refused(parsePostFile(text), "note.form", "");
  }
  assert.equal(requiredFor(begun(), null, null), null);
});

test("what belongs to another announcement or log is not sent, whoever signed it", () => {
  let file = newPostFile(line, announcement.replace("u", "v"));
  assert.ok(belongs(begun(), required()) && !belongs(file, required()));
  for (const i of [0, 1]) file = passedOn(sign(file, officials[i]!));
  assert.equal(progressOf(file, required()).complete, true);
  assert.equal(complete(file, required()), null);

  const [operator, ...others] = officials.map(({ verifier }) => verifier.text);
  const fields = { type: "election", officials_threshold: 1, officials: others };
  const log = { operator: operator!, origin: "board.example/garden" };
  const announced = (origin: string): PostFile => {
    const post = newPostFile(JSON.stringify(fields), origin);
    return [0, 1].reduce((signed, i) => passedOn(sign(signed, officials[i]!)), post);
  };
  const here = announced(log.origin);
  assert.notEqual(complete(here, ok(requiredFor(here, log, null))), null);
  const there = announced("board.example/orchard");
  assert.equal(complete(there, ok(requiredFor(there, log, null))), null);
  assert.equal(requiredFor(here, null, null), null, "without a log nobody knows");
});
