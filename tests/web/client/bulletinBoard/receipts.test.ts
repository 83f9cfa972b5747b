import assert from "node:assert/strict";
import { test } from "node:test";
import {
  openCheckpoint,
  parseCheckpoint,
} from "../../../../web/client/src/bulletinBoard/checkpoint.ts";
import {
  checkQuorum,
  openCheckpointUnder,
  parsePolicy,
} from "../../../../web/client/src/bulletinBoard/policy.ts";
import { decodePost } from "../../../../web/client/src/bulletinBoard/posts.ts";
import { parseReceipt } from "../../../../web/client/src/bulletinBoard/receipt.ts";
import {
  encodeNote,
  parseNote,
  signNote,
  VerifierKey,
  verifyNote,
} from "../../../../web/client/src/bulletinBoard/signedNote.ts";
import {
  bundleOf,
  decodeBundle,
  tilePath,
} from "../../../../web/client/src/bulletinBoard/tiles.ts";
import { ascii, decodeUtf8, utf8 } from "../../../../web/client/src/crypto/bytes.ts";
import { ed25519PublicKey, ed25519SecretKey } from "../../../../web/client/src/crypto/ed25519.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import { refuses } from "../refusal.ts";
import { readVectors } from "../vectors.ts";

await ready;

const vector = readVectors<{ receipts: { policy: string; receipt: string }[] }>(
  "tabella/client.json",
).receipts[0]!;
const policy = parsePolicy(vector.policy);
const checkpoint = decodeUtf8(parseReceipt(utf8(vector.receipt)).checkpoint)!;

test("a verifier key is written as it was read, and refused in any other form", () => {
  const text = policy.log.text;
  assert.equal(VerifierKey.parse(text).text, text);
  const [name, id, key] = text.split("+") as [string, string, string];
  for (const wrong of [
    "",
    name,
    `${name}+${id}`,
    `+${id}+${key}`,
    `a b+${id}+${key}`,
    `${name}+00000000+${key}`,
    `${name}+${id.slice(1)}+${key}`,
    `other+${id}+${key}`,
    `${name}+${id}+${key.slice(0, -4)}`,
    `${text}\n`,
  ]) {
    refuses("note.key", () => VerifierKey.parse(wrong), wrong);
  }
});

test("EN2: a note has one form, and every line of the key must be right", () => {
  const secret = ed25519SecretKey(new Uint8Array(32));
  const key = new VerifierKey("example/a", 1, ed25519PublicKey(secret));
  const note = { text: "words\n", signatures: [signNote("words\n", "example/a", secret)] };
  const encoded = decodeUtf8(encodeNote(note))!;
  verifyNote(parseNote(utf8(encoded)), key);
  for (const wrong of [
    "",
    "words\n",
    encoded.slice(0, -1),
    encoded.replace("\n\n", "\n"),
    encoded.replace("— ", "- "),
    encoded.replace("words", "w\u0001"),
    encoded.replace("words", "w\u007f"),
    `${encoded}\n`,
    `${encoded}x\n`,
    encoded.replace("example/a", "example+a"),
    encoded + encoded.slice(7).repeat(64),
  ]) {
    refuses("note.form", () => parseNote(utf8(wrong)), JSON.stringify(wrong.slice(0, 60)));
  }
  refuses("note.signature", () => verifyNote({ ...note, text: "other\n" }, key));
  refuses("note.signature", () => verifyNote({ ...note, signatures: [] }, key));
  const wrong = signNote("other\n", "example/a", secret);
  refuses("note.signature", () =>
    verifyNote({ ...note, signatures: [...note.signatures, wrong] }, key),
  );
});

test("a checkpoint has three lines and one spelling of its numbers", () => {
  const [origin, size, root] = checkpoint.split("\n") as [string, string, string];
  assert.equal(parseCheckpoint(`${origin}\n${size}\n${root}\n`).size, 300n);
  for (const wrong of [
    `${origin}\n${size}\n`,
    `${origin}\n${size}\n${root}\nmore\n`,
    `${origin}\n0${size}\n${root}\n`,
    `${origin}\n-1\n${root}\n`,
    `${origin}\n18446744073709551616\n${root}\n`,
    `${origin}\n${size}\n${root.slice(4)}\n`,
    `\n${size}\n${root}\n`,
    `${origin}\n0\n${root}\n`,
  ]) {
    refuses("checkpoint.form", () => parseCheckpoint(wrong), wrong);
  }
});

test("a checkpoint of another log, or with a spoiled signature, is refused", () => {
  refuses("checkpoint.origin", () =>
    openCheckpoint(utf8(checkpoint), VerifierKey.parse(policy.witnesses[0]!.key.text)),
  );
  refuses("note.signature", () =>
    openCheckpointUnder(policy, utf8(checkpoint.replace("\n300\n", "\n301\n"))),
  );
});

test("a wrong cosignature of a known witness is an error, one of a stranger is nothing", () => {
  const lines = checkpoint.split("\n");
  const at = lines.findIndex((line) => line.includes("/w1 "));
  const blob = atob(lines[at]!.split(" ")[2]!);
  const spoil = (i: number) =>
    btoa(blob.slice(0, i) + String.fromCharCode(blob.charCodeAt(i) ^ 1) + blob.slice(i + 1));
  const replace = (line: string) =>
    utf8(lines.map((each, i) => (i === at ? line : each)).join("\n"));
  refuses("checkpoint.cosignature", () =>
    openCheckpointUnder(policy, replace(`— vectors.example/w1 ${spoil(75)}`)),
  );
  refuses("checkpoint.cosignature", () =>
    openCheckpointUnder(policy, replace(`— vectors.example/w1 ${spoil(11)}`)),
  );
  refuses("policy.quorum", () =>
    openCheckpointUnder(policy, replace(`— vectors.example/stranger ${btoa(blob)}`)),
  );
  refuses("policy.quorum", () =>
    openCheckpointUnder(policy, utf8(lines.filter((_, i) => i !== at).join("\n"))),
  );
});

test("the quorum is as the policy says", () => {
  const note = parseNote(utf8(checkpoint));
  const withQuorum = (...lines: string[]) =>
    parsePolicy(vector.policy.replace(/group.*\nquorum.*\n/, `${lines.join("\n")}\n`));
  checkQuorum(withQuorum("quorum none"), note);
  checkQuorum(withQuorum("quorum w1"), note);
  checkQuorum(withQuorum("group g any w2 w3", "quorum g"), note);
  checkQuorum(withQuorum("group g 2 w1 w2 w3", "group h all g", "quorum h"), note);
  refuses("policy.quorum", () => checkQuorum(withQuorum("quorum w3"), note));
  refuses("policy.quorum", () => checkQuorum(withQuorum("group g all w1 w2 w3", "quorum g"), note));
});

test("a policy has one meaning", () => {
  const [log, w1] = vector.policy.split("\n") as [string, string];
  const wrong: Record<string, string> = {
    "": "policy.log",
    [`${w1}\nquorum none`]: "policy.log",
    [log]: "policy.quorum",
    [`${log}\n${log}\nquorum none`]: "policy.form",
    [`${log}\nquorum none\n${w1}`]: "policy.form",
    [`${log}\n${w1}\n${w1}\nquorum none`]: "policy.form",
    [`${log}\nquorum w1`]: "policy.form",
    [`${log}\n${w1}\ngroup g 2 w1\nquorum g`]: "policy.form",
    [`${log}\n${w1}\ngroup g 0 w1\nquorum g`]: "policy.form",
    [`${log}\n${w1}\ngroup g constructor w1\nquorum g`]: "policy.form",
    [`${log}\n${w1}\ngroup g 01 w1\nquorum g`]: "policy.form",
    [`${log}\n${w1}\ngroup g any w1\ngroup h any w1\nquorum g`]: "policy.form",
    [`${log}\n${w1}\ngroup g any w2\nquorum g`]: "policy.form",
    [`${log}\nwitness none ${w1.split(" ")[2]}\nquorum none`]: "policy.form",
    [`${log}\nwitness x ${log.split(" ")[1]}\nquorum none`]: "policy.form",
    [`${log} a b\nquorum none`]: "policy.form",
    [`hello\n${log}\nquorum none`]: "policy.form",
    [`${"\n".repeat(1024)}${log}\nquorum none`]: "policy.form",
  };
  for (const [text, code] of Object.entries(wrong)) refuses(code, () => parsePolicy(text), text);
  parsePolicy(`# comment\n\n  ${log}\t https://board.example\n${w1}\nquorum none`);
});

test("a receipt has one form", () => {
  const text = vector.receipt;
  parseReceipt(utf8(text.replace("index", "extra aGVsbG8=\nindex")));
  for (const wrong of [
    "",
    text.replace("@v1", "@v2"),
    text.replace("index 0", "index 00"),
    text.replace("index 0", "index -1"),
    text.replace("index 0\n", ""),
    text.replace("index", "extra *\nindex"),
    text.split("\n\n")[0]!,
    `${text.split("\n\n")[0]}\n\n`,
    text.replace("\n\n", "\nAAAA\n\n"),
    text.replace("\n\n", `\n${`${"A".repeat(43)}=\n`.repeat(65)}\n`),
  ]) {
    refuses("receipt.form", () => parseReceipt(utf8(wrong)), wrong.slice(0, 60));
  }
});

test("tiles have one path, and bundles exactly their entries", () => {
  assert.equal(tilePath("entries", 1234067n, 7), "tile/entries/x001/x234/067.p/7");
  assert.equal(tilePath(0, 0n), "tile/0/000");
  assert.deepEqual(bundleOf(300n, 301n), { path: "tile/entries/001.p/45", width: 45, offset: 44 });
  assert.deepEqual(bundleOf(255n, 300n), { path: "tile/entries/000", width: 256, offset: 255 });
  assert.throws(() => bundleOf(300n, 300n), RangeError);
  const bundle = Uint8Array.of(0, 1, 65, 0, 0, 0, 2, 66, 67);
  assert.deepEqual(decodeBundle(bundle, 3), [ascii("A"), ascii(""), ascii("BC")]);
  for (const [bytes, count] of [
    [bundle, 2],
    [bundle, 4],
    [bundle.slice(0, -1), 3],
    [bundle.slice(0, 6), 3],
  ] as const) {
    refuses("log.bundle", () => decodeBundle(bytes, count));
  }
});

test("a block record has one spelling", () => {
  const line = `{"type":"block","height":3,"time":1790000000,"state":"${"A".repeat(43)}"}`;
  assert.deepEqual(decodePost(ascii(line)), {
    type: "block",
    block: { height: 3, time: 1790000000, state: new Uint8Array(32) },
  });
  refuses("post.spelling", () => decodePost(ascii(line.replace(',"time"', ', "time"'))));
  refuses("post.number", () => decodePost(ascii(line.replace("3", "3.0"))));
  refuses("post.field", () => decodePost(ascii(line.replace("height", "depth"))));
});
