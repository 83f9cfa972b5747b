import assert from "node:assert/strict";
import { test } from "node:test";
import { decodePost, verifyElectionPost } from "../../../../web/client/src/bulletinBoard/posts.ts";
import {
  encodeNote,
  parseNote,
  signNote,
  VerifierKey,
  verifyNote,
} from "../../../../web/client/src/bulletinBoard/signedNote.ts";
import { announcementHash, postText } from "../../../../web/client/src/bulletinBoard/postText.ts";
import { Signer } from "../../../../web/client/src/bulletinBoard/signer.ts";
import { actPost, signPost } from "../../../../web/client/src/bulletinBoard/writePost.ts";
import {
  ascii,
  type Bytes,
  decodeUtf8,
  encodeHex,
  utf8,
} from "../../../../web/client/src/crypto/bytes.ts";
import { ed25519PublicKey, ed25519SecretKey } from "../../../../web/client/src/crypto/ed25519.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { refuses } from "../refusal.ts";

await ready;

const party = (name: string, seed: number) => {
  const secret = ed25519SecretKey(new Uint8Array(32).fill(seed));
  return { name, secret, key: new VerifierKey(name, 1, ed25519PublicKey(secret)) };
};
type Party = ReturnType<typeof party>;
const [operator, ada, bo, cem, registrar, trustee] = [
  "operator",
  "ada",
  "bo",
  "cem",
  "registrar",
  "trustee",
].map((name, i) => party(`example/${name}`, i + 1)) as [Party, Party, Party, Party, Party, Party];

const fields = {
  type: "election",
  election: "square-2027",
  definition: '{"id":"square-2027"}',
  policy: "log x\nquorum none\n",
  officials_threshold: 2,
  officials: [ada, bo, cem].map(({ key }) => key.text),
  registrar: registrar.key.text,
  trustees: [trustee.key.text],
};
const origin = "board.example/posts";

const signText = (text: string, ...signers: readonly Party[]): Bytes =>
  encodeNote({ text, signatures: signers.map(({ name, secret }) => signNote(text, name, secret)) });

const sign = (line: string, ...signers: readonly Party[]): Bytes =>
  signText(postText(line, origin), ...signers);

function decodeElection(entry: Bytes) {
  const post = decodePost(entry);
  assert.ok(post.type === "election");
  return post.election;
}

const line = JSON.stringify(fields);

test("an election's signatures are the operator's and enough officials', in their order", () => {
  const post = decodeElection(sign(line, operator, ada, cem));
  assert.equal(post.election, "square-2027");
  assert.equal(post.definition, fields.definition);
  assert.deepEqual(
    post.officials.map(({ text }) => text),
    fields.officials,
  );
  assert.deepEqual(
    post.trustees.map(({ text }) => text),
    fields.trustees,
  );
  verifyElectionPost(post, operator.key, origin);
  const wrong: Record<string, readonly Party[]> = {
    "too few": [operator, ada],
    "too many": [operator, ada, bo, cem],
    "another order": [operator, cem, ada],
    "twice the same": [operator, ada, ada],
    "without the operator": [ada, bo],
    "the operator last": [ada, bo, operator],
    "the registrar besides": [operator, ada, bo, registrar],
    "a stranger": [operator, ada, registrar],
  };
  for (const [name, signers] of Object.entries(wrong)) {
    refuses(
      "post.signatures",
      () => verifyElectionPost(decodeElection(sign(line, ...signers)), operator.key, origin),
      name,
    );
  }
});

test("a signature under another text is refused", () => {
  const other = decodeUtf8(sign(line.replace("2027", "2028"), operator, ada, bo))!.split(
    "\n\n",
  )[1]!;
  refuses("note.signature", () =>
    verifyElectionPost(
      decodeElection(utf8(`${postText(line, origin)}\n${other}`)),
      operator.key,
      origin,
    ),
  );
});

test("an election's post names its log in one second line, and no other log takes it", () => {
  const texts: Record<string, string> = {
    missing: `${line}\n`,
    "of another log": postText(line, "board.example/other"),
    "spelled otherwise": `${line}\nOf ${origin}\n`,
    "with a space": postText(line, `${origin} `),
    "more than one": `${postText(line, origin)}of ${origin}\n`,
    "an empty line more": `${postText(line, origin)}\n`,
    "before the line": `of ${origin}\n${line}\n`,
  };
  for (const [name, text] of Object.entries(texts)) {
    const entry = signText(text, operator, ada, bo);
    if (name === "before the line") {
      assert.equal(decodePost(entry).type, "other", name);
      continue;
    }
    const post = decodeElection(entry);
    refuses("rules.belongs", () => verifyElectionPost(post, operator.key, origin), name);
  }
});

test("the announcement is the hash of both lines, so that it differs by log and by party", () => {
  const short = '{"type":"election","election":"square"}';
  // Computed by hashlib.
  assert.equal(
    encodeHex(announcementHash(short, "board.example/practice")),
    "59678d3917cef3c21aebac24109c71c3b7caae4c3fdf84bb8e4dcd1276030a12",
  );
  const changed = JSON.stringify({ ...fields, registrar: cem.key.text });
  const hashes = [
    announcementHash(line, origin),
    announcementHash(line, "board.example/other"),
    announcementHash(changed, origin),
  ].map(encodeHex);
  assert.equal(new Set(hashes).size, 3);
});

test("what is signed is the line and what it belongs to", () => {
  const signer = Signer.fromSeed("example/ada", new Uint8Array(32).fill(2));
  const note = parseNote(signPost(actPost("square-2027", "open"), "uH9c", [signer]));
  assert.equal(note.text, '{"type":"open","election":"square-2027"}\nof uH9c\n');
  verifyNote(note, signer.verifier);
});

test("an election's post has one spelling and all of its fields", () => {
  const post = (changed: object) =>
    sign(JSON.stringify({ ...fields, ...changed }), operator, ada, bo);
  const { registrar: _, ...rest } = fields;
  refuses("post.field", () => decodePost(sign(JSON.stringify(rest), operator)));
  refuses("post.field", () => decodePost(post({ more: 1 })));
  refuses("post.spelling", () =>
    decodePost(sign(line.replace(',"election"', ', "election"'), operator)),
  );
  refuses(
    "post.spelling",
    () => decodePost(sign(JSON.stringify({ ...rest, registrar: fields.registrar }), operator)),
    "another order of fields",
  );
  refuses("post.type", () => decodePost(post({ trustees: [{ key: trustee.key.text }] })));
  refuses("note.key", () => decodePost(post({ trustees: ["nobody"] })));
  refuses("note.key", () => decodePost(post({ officials: ["nobody"] })));
  refuses("note.form", () => decodePost(ascii(line)), "without a signature");
});
