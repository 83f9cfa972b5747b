import assert from "node:assert/strict";
import { before, test } from "node:test";

import { parseNote, verifyNote } from "../../../../web/client/src/bulletinBoard/signedNote.ts";
import { Signer } from "../../../../web/client/src/bulletinBoard/signer.ts";
import { actPost } from "../../../../web/client/src/bulletinBoard/writePost.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import {
  type PostFile, complete, encodePostFile, newPostFile, parsePostFile, progressOf, requiredFor, sign,
} from "../../../../web/client/src/pages/authority/coSigning.ts";
import { ok, refused } from "../expectations.ts";

let officials: Signer[];
before(async () => {
  await ready;
  officials = [1, 2, 3].map((n) => Signer.fromSeed(`official/${n}`, new Uint8Array(32).fill(n)));
});

const line = actPost("garden", "open");
const election = () => ({ officials: officials.map(({ verifier }) => verifier.text), threshold: 2 });
const required = () => ok(requiredFor(newPostFile(line), null, election()));
const passedOn = (file: PostFile): PostFile => ok(parsePostFile(encodePostFile(file)));

test("a file goes from hand to hand and is complete with as many officials as are needed", () => {
  let file = passedOn(newPostFile(line));
  assert.equal(progressOf(file, required()).lacking, 2);
  file = passedOn(sign(file, officials[2]!));
  assert.deepEqual(progressOf(file, required()).signed.map(({ name }) => name), ["official/3"]);
  assert.equal(complete(file, required()), null);
  file = passedOn(sign(file, officials[0]!));
  const note = parseNote(ok(complete(file, required())));
  assert.deepEqual(note.signatures.map(({ name }) => name), ["official/1", "official/3"]);
  for (const i of [0, 2]) verifyNote(note, officials[i]!.verifier);
});

test("signing twice counts once, and a third signature is not sent", () => {
  let file = newPostFile(line);
  for (const i of [1, 1, 2, 0]) file = passedOn(sign(file, officials[i]!));
  assert.equal(file.note.signatures.length, 3);
  const note = parseNote(ok(complete(file, required())));
  assert.deepEqual(note.signatures.map(({ name }) => name), ["official/1", "official/2"]);
});

test("a signature under another text, or by a stranger, counts as missing", () => {
  const other = sign(newPostFile(actPost("garden", "close")), officials[0]!);
  const file = newPostFile(line);
  const forged = { ...file, note: { text: file.note.text, signatures: other.note.signatures } };
  assert.equal(progressOf(forged, required()).lacking, 2);
  const stranger = Signer.fromSeed("official/1", new Uint8Array(32).fill(9));
  assert.equal(progressOf(sign(file, stranger), required()).lacking, 2);
});

test("what is no post is refused, and a changed one too", () => {
  for (const text of ["", "{}", "hello\n\n", '{"a": 1}\n\n', `${line}\n`]) {
    refused(parsePostFile(text), "note.form", "");
  }
  assert.equal(requiredFor(newPostFile(line), null, null), null);
});
