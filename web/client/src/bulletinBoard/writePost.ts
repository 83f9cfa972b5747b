// What can be said on the board by the people behind the pages: one line of JSON each, spelled in
// the one form that the rules accept. docs/log.md, "Posts".
import { type Bytes, encodeBase64Url } from "../crypto/bytes.ts";
import type { StaticKey } from "../crypto/dkg/staticKey.ts";
import { postText } from "./postText.ts";
import { encodeNote } from "./signedNote.ts";
import type { Signer } from "./signer.ts";

// Verifier keys, as texts.
export interface Parties {
  readonly officials_threshold: number;
  readonly officials: readonly string[];
  readonly registrar: string;
  readonly trustees: readonly string[];
}

export interface RollEntry {
  readonly credential: Uint8Array;
  readonly style: string;
  readonly weight: number;
}

// Strings are escaped by JSON.stringify in the shortest form, members are in the order given.
function spell(post: object): string {
  return JSON.stringify(post);
}

// policy: the text of one, for the log on which the election is held.
export function electionPost(
  election: string,
  definition: string,
  policy: string,
  parties: Parties,
): string {
  const { officials_threshold, officials, registrar, trustees } = parties;
  return spell({
    type: "election",
    election,
    definition,
    policy,
    officials_threshold,
    officials,
    registrar,
    trustees,
  });
}

export function joinPost(election: string, trustee: number, made: StaticKey): string {
  return spell({
    type: "join",
    election,
    trustee,
    static: encodeBase64Url(made.key),
    proof: encodeBase64Url(made.possession.encode()),
  });
}

export function commitPost(election: string, trustee: number, hash: Uint8Array): string {
  return spell({ type: "commit", election, trustee, hash: encodeBase64Url(hash) });
}

export function dealPost(election: string, trustee: number, dealing: Uint8Array): string {
  return spell({ type: "deal", election, trustee, dealing: encodeBase64Url(dealing) });
}

export function certifyPost(election: string, trustee: number, certificate: Uint8Array): string {
  return spell({ type: "certify", election, trustee, certificate: encodeBase64Url(certificate) });
}

export function complaintPost(
  election: string,
  trustee: number,
  dealer: number,
  complaint: Uint8Array,
): string {
  return spell({
    type: "complaint",
    election,
    trustee,
    dealer,
    complaint: encodeBase64Url(complaint),
  });
}

export function rollPost(election: string, entries: readonly RollEntry[]): string {
  const rows = entries.map(({ credential, style, weight }) => [
    encodeBase64Url(credential),
    style,
    weight,
  ]);
  return spell({ type: "roll", election, entries: rows });
}

export function rollEndPost(election: string, entries: number, roll: Uint8Array): string {
  return spell({ type: "roll_end", election, entries, roll: encodeBase64Url(roll) });
}

export type Act = "open" | "close" | "archive";

export function actPost(election: string, act: Act): string {
  return spell({ type: act, election });
}

export function cancelPost(election: string, reason: string): string {
  return spell({ type: "cancel", election, reason });
}

export const pageNames = ["voter", "check", "observer", "trustee", "authority"] as const;
export type PageName = (typeof pageNames)[number];

// hash: SHA-256 of the stamped file.
export function pagePost(election: string, page: PageName, hash: Uint8Array): string {
  return spell({ type: "page", election, page, hash: encodeBase64Url(hash) });
}

// Languages in the order of their bytes; tags are ASCII.
export function noticePost(election: string, texts: Readonly<Record<string, string>>): string {
  const ordered = Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1));
  return spell({ type: "notice", election, text: Object.fromEntries(ordered) });
}

// official: whose key speaks no longer, from 1 in the order of the list.
export function revokePost(election: string, official: number, reason: string): string {
  return spell({ type: "revoke", election, official, reason });
}

export function partialDecryptionPost(
  election: string,
  trustee: number,
  pool: string,
  share: Uint8Array,
): string {
  return spell({ type: "share", election, trustee, pool, share: encodeBase64Url(share) });
}

// record: SHA-256 of the record of a rehearsal.
export function rehearsedPost(election: string, trustee: number, record: Uint8Array): string {
  return spell({ type: "rehearsed", election, trustee, record: encodeBase64Url(record) });
}

export function keyHeldPost(election: string, trustee: number, proof: Uint8Array): string {
  return spell({ type: "key_held", election, trustee, proof: encodeBase64Url(proof) });
}

export function keyDestroyedPost(election: string, trustee: number): string {
  return spell({ type: "key_destroyed", election, trustee });
}

// The post as it is sent: its line and what it belongs to in a note, signed by all who have to, in
// the order that the rules ask for. Nothing is signed here without what it belongs to.
export function signPost(line: string, belongsTo: string, signers: readonly Signer[]): Bytes {
  const text = postText(line, belongsTo);
  return encodeNote({ text, signatures: signers.map((signer) => signer.sign(text)) });
}
