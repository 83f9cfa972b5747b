// A bad ballot in a record that is right otherwise: the board and its witnesses, whose keys are
// next to the record, seal it again over one altered ballot.
//
//   node sealAgain.mjs FOLDER STEP
//
// FOLDER is what make_record made, of less than 256 entries, and is altered. STEP names a ballot in
// its keys.json, whose last proof, that of the credential, is spoilt.
import assert from "node:assert/strict";
import { createPrivateKey, sign } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeBallotPost, encodeBallotPost } from "../../../web/client/src/ballot/ballotPost.ts";
import { type Bytes, concat, encodeBase64, utf8 } from "../../../web/client/src/crypto/bytes.ts";
import { ready } from "../../../web/client/src/crypto/sodium.ts";
import {
  type Hash,
  leafHash,
  parentHash,
} from "../../../web/client/src/bulletinBoard/merkleTree.ts";

interface Keys {
  readonly log: { readonly key: string; readonly seed: string };
  readonly witnesses: Keys["log"][];
  readonly ballots: { readonly step: string; readonly entry: number }[];
}

const [folder, step] = process.argv.slice(2) as [string, string];
await ready;
const keys = JSON.parse(readFileSync(join(folder, "keys.json"), "utf8")) as Keys;
const checkpoint = readFileSync(join(folder, "checkpoint"), "utf8");
const [origin, size, , , ...signatures] = checkpoint.trimEnd().split("\n") as [
  string,
  string,
  ...string[],
];
assert(Number(size) < 256, "one bundle is read");

function split(bundle: Buffer): Bytes[] {
  const entries: Bytes[] = [];
  for (let at = 0; at < bundle.length; at += 2 + bundle.readUInt16BE(at)) {
    entries.push(new Uint8Array(bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at))));
  }
  return entries;
}

function rootOf(hashes: readonly Hash[]): Hash {
  if (hashes.length === 1) return hashes[0]!;
  const left = 2 ** Math.floor(Math.log2(hashes.length - 1));
  return parentHash(rootOf(hashes.slice(0, left)), rootOf(hashes.slice(left)));
}

// A scalar that is another one, and small enough to stay one.
function spoil(entry: Bytes): Bytes {
  const post = decodeBallotPost(entry);
  const sealed = post.sealed.slice();
  sealed[sealed.length - 32]! ^= 1;
  return encodeBallotPost({ ...post, sealed });
}

// A signature's line again: name and key id stay, and the time of a cosignature.
function signAgain(line: string, body: string): string {
  const [, name, words] = line.split(" ") as [string, string, string];
  const old = Buffer.from(words, "base64");
  const { seed } = [keys.log, ...keys.witnesses].find(({ key }) => key.startsWith(`${name}+`))!;
  const der = Buffer.concat([
    Buffer.from("302e020100300506032b657004220420", "hex"),
    Buffer.from(seed, "hex"),
  ]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const stamp = old.subarray(4, old.length - 64);
  const signed =
    stamp.length === 0 ? body : `cosignature/v1\ntime ${stamp.readBigUInt64BE()}\n${body}`;
  const signature = sign(null, Buffer.from(signed), key);
  const bytes = Buffer.concat([old.subarray(0, 4), stamp, signature]);
  return `\u2014 ${name} ${bytes.toString("base64")}`;
}

const bundle = join(folder, `tile/entries/000.p/${size}`);
const entries = split(readFileSync(bundle));
const ballot = keys.ballots.find((each) => each.step === step)!;
entries[ballot.entry] = spoil(entries[ballot.entry]!);
const hashes = entries.map(leafHash);
const framed = entries.map((entry) =>
  concat(Uint8Array.of(entry.length >> 8, entry.length & 255), entry),
);
const body = `${origin}\n${size}\n${encodeBase64(rootOf(hashes))}\n`;
writeFileSync(bundle, concat(...framed));
writeFileSync(join(folder, `tile/0/000.p/${size}`), concat(...hashes));
writeFileSync(
  join(folder, "checkpoint"),
  utf8(`${body}\n${signatures.map((line) => signAgain(line, body)).join("\n")}\n`),
);
console.log(`entry ${ballot.entry}`);
