// What is in the log, as far as pages read it: docs/log.md, "Posts". A post has one spelling: what
// is read is written again and must give the same bytes.
import { type BallotPost, decodeBallotPost } from "../ballot/ballotPost.ts";
import { JsonReader } from "../ballot/jsonReader.ts";
import { parseStrictJson } from "../ballot/strictJson.ts";
import { openTestedNotice, type TestedNotice } from "../ballot/testedNotice.ts";
import {
  type Bytes,
  decodeBase64Url,
  decodeUtf8,
  encodeBase64Url,
  equalBytes,
  utf8,
} from "../crypto/bytes.ts";
import { Refused } from "../crypto/refused.ts";
import { postText } from "./postText.ts";
import { parseNote, type SignedNote, VerifierKey, verifyNote } from "./signedNote.ts";

export interface BlockRecord {
  readonly height: number;
  // Seconds since 1970.
  readonly time: number;
  readonly state: Bytes;
}

// What an election's post says, before it is signed.
export interface Announcement {
  readonly election: string;
  readonly definition: string;
  readonly policy: string;
  readonly officials_threshold: number;
  readonly officials: readonly VerifierKey[];
  readonly registrar: VerifierKey;
  readonly trustees: readonly VerifierKey[];
}

export interface ElectionPost extends Announcement {
  readonly line: string;
  readonly note: SignedNote;
}

export type Post =
  | { readonly type: "ballot"; readonly ballot: BallotPost }
  | { readonly type: "tested"; readonly notice: TestedNotice }
  | { readonly type: "block"; readonly block: BlockRecord }
  | { readonly type: "election"; readonly election: ElectionPost }
  | { readonly type: "other" };

function read32(json: JsonReader): Bytes {
  const bytes = decodeBase64Url(json.string());
  return bytes?.length === 32 ? bytes : json.refuse("value", "must be 32 bytes in base64url");
}

// Throws Refused post.spelling unless the fields, written in this order, give the line.
function checkSpelling(line: string, fields: object): void {
  if (JSON.stringify(fields) !== line)
    throw new Refused("post.spelling", "", "is not written in the one form");
}

function decodeBlock(line: string): BlockRecord {
  const json = new JsonReader(parseStrictJson(utf8(line), "post"), "post").only(
    "type",
    "height",
    "time",
    "state",
  );
  const block = {
    height: json.field("height").amount(),
    time: json.field("time").amount(),
    state: read32(json.field("state")),
  };
  checkSpelling(line, {
    type: "block",
    height: block.height,
    time: block.time,
    state: encodeBase64Url(block.state),
  });
  return block;
}

// The line of an election's post. Throws Refused with a code post.* or a key's:
//
//   {"type":"election","election":"square","definition":"{...}","policy":"log ...",
//   "officials_threshold":1,"officials":["ada+c8a5...+AQ..."],"registrar":"...",
//   "trustees":["bo+17f2...+AQ..."]}
export function decodeAnnouncement(line: string): Announcement {
  const json = new JsonReader(parseStrictJson(utf8(line), "post"), "post").only(
    "type",
    "election",
    "definition",
    "policy",
    "officials_threshold",
    "officials",
    "registrar",
    "trustees",
  );
  const readKey = (key: JsonReader): VerifierKey => VerifierKey.parse(key.string());
  const post = {
    election: json.field("election").string(),
    definition: json.field("definition").string(),
    policy: json.field("policy").string(),
    officials_threshold: json.field("officials_threshold").small(),
    officials: json.field("officials").array().map(readKey),
    registrar: readKey(json.field("registrar")),
    trustees: json.field("trustees").array().map(readKey),
  };
  checkSpelling(line, {
    type: "election",
    election: post.election,
    definition: post.definition,
    policy: post.policy,
    officials_threshold: post.officials_threshold,
    officials: post.officials.map(({ text }) => text),
    registrar: post.registrar.text,
    trustees: post.trustees.map(({ text }) => text),
  });
  return post;
}

function decodeElection(entry: Uint8Array): ElectionPost {
  const note = parseNote(entry);
  const line = note.text.split("\n", 1)[0]!;
  return { ...decodeAnnouncement(line), line, note };
}

// Throws Refused where an entry begins like one of these posts and is none.
//
//   {"type":"block","height":12,"time":1780000000,"state":"q83v..."}
export function decodePost(entry: Uint8Array): Post {
  const text = decodeUtf8(entry) ?? "";
  const type = /^\{"type":"([a-z_]+)",/.exec(text)?.[1];
  if (type === "ballot") return { type, ballot: decodeBallotPost(entry) };
  if (type === "tested") return { type, notice: openTestedNotice(entry) };
  if (type === "block") return { type, block: decodeBlock(text) };
  if (type === "election") return { type, election: decodeElection(entry) };
  return { type: "other" };
}

// The post belongs to the log with this name, and exactly the operator and `officials_threshold`
// officials, in the order of the list, sign it. Throws Refused with rules.belongs, post.signatures
// or note.signature.
export function verifyElectionPost(
  post: ElectionPost,
  operator: VerifierKey,
  origin: string,
): void {
  const { line, note, officials, officials_threshold } = post;
  if (note.text !== postText(line, origin))
    throw new Refused("rules.belongs", "", "belongs to another log");
  const signers = officials.filter((official) =>
    note.signatures.slice(1).some(({ keyId: keyId }) => equalBytes(keyId, official.id)),
  );
  const expected = [operator, ...signers];
  const exact =
    signers.length === officials_threshold &&
    note.signatures.length === expected.length &&
    expected.every((key, i) => equalBytes(note.signatures[i]!.keyId, key.id));
  if (!exact)
    throw new Refused("post.signatures", "", "are not those of the operator and the officials");
  for (const key of expected) verifyNote(note, key);
}
