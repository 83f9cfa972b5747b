import assert from "node:assert/strict";
import { test } from "node:test";
import { decodePost, verifyElectionPost } from "../../../../web/client/src/bulletinBoard/posts.ts";
import {
  encodeNote,
  signNote,
  VerifierKey,
} from "../../../../web/client/src/bulletinBoard/signedNote.ts";
import {
  ascii,
  type Bytes,
  decodeUtf8,
  encodeBase64Url,
  utf8,
} from "../../../../web/client/src/crypto/bytes.ts";
import { ed25519PublicKey, ed25519SecretKey } from "../../../../web/client/src/crypto/ed25519.ts";
import { generator } from "../../../../web/client/src/crypto/group.ts";
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
  officials_threshold: 2,
  officials: [ada, bo, cem].map(({ key }) => key.text),
  registrar: registrar.key.text,
  trustees: [{ key: trustee.key.text, static: encodeBase64Url(generator) }],
};

function sign(line: string, ...signers: readonly Party[]): Bytes {
  const text = `${line}\n`;
  return encodeNote({
    text,
    signatures: signers.map(({ name, secret }) => signNote(text, name, secret)),
  });
}

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
    post.trustees.map((each) => each.static),
    [generator],
  );
  verifyElectionPost(post, operator.key);
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
      () => verifyElectionPost(decodeElection(sign(line, ...signers)), operator.key),
      name,
    );
  }
});

test("a signature under another text is refused", () => {
  const other = decodeUtf8(sign(line.replace("2027", "2028"), operator, ada, bo))!.split(
    "\n\n",
  )[1]!;
  refuses("note.signature", () =>
    verifyElectionPost(decodeElection(utf8(`${line}\n\n${other}`)), operator.key),
  );
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
  refuses("post.value", () =>
    decodePost(
      post({
        trustees: [
          { key: trustee.key.text, static: encodeBase64Url(new Uint8Array(32).fill(255)) },
        ],
      }),
    ),
  );
  refuses("post.value", () =>
    decodePost(post({ trustees: [{ key: trustee.key.text, static: "AA" }] })),
  );
  refuses("note.key", () => decodePost(post({ officials: ["nobody"] })));
  refuses("note.form", () => decodePost(ascii(line)), "without a signature");
});
