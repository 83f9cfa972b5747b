// What a verification gives, as `tabella verify --json` writes it, and what the replay of the log
// has established (web/wasm/board_view_json.cpp).
import type { Definition } from "../ballot/definition.ts";
import { decodeDefinition } from "../ballot/definitionJson.ts";
import {
  type Shaped,
  fields,
  flag,
  integer,
  listOf,
  mapOf,
  nullable,
  oneOf,
  optional,
  pairOf,
  someFields,
  text,
} from "../ballot/shape.ts";
import { phases } from "../bulletinBoard/phase.ts";
import { type Announcement, decodeAnnouncement } from "../bulletinBoard/posts.ts";
import { announcementHash } from "../bulletinBoard/postText.ts";
import { type Bytes, encodeBase64Url, utf8 } from "../crypto/bytes.ts";
import { Refused } from "../crypto/refused.ts";

const checkShape = someFields({
  check: text,
  covers: optional(text, ""),
  // A check that has not seen the end of the log is "not done", however many objects were right
  state: oneOf(["ok", "FAILED", "not done", "-"]),
  expected: integer, // objects that the record has for it, as far as it was read
  applied: integer,
  failures: listOf(text),
});
export type Check = Shaped<typeof checkShape>;

const momentStates = ["shown", "later", "ahead", "not_shown", "operators_word"] as const;
const momentNames = ["closed", "cancelled", "finished"] as const;

// {"valid":true,"sound":true,"unfinished":[{"election":"trees","phase":"open"}],"moments":[],
// "checks":[{"check":"C14","covers":"...","state":"ok","expected":1,"applied":1,"failures":[]},
// ...], ...}
export const reportShape = someFields({
  valid: flag,
  // The same but for C21: the log is what the rules make of it
  sound: flag,
  // Elections of which the record does not have the end, and so no result
  unfinished: listOf(someFields({ election: text, phase: text })),
  moments: listOf(
    someFields({
      election: text,
      moment: oneOf(momentNames),
      time: integer,
      cosigned_time: nullable(integer),
      state: oneOf(momentStates),
    }),
  ),
  checks: listOf(checkShape),
});
export type Report = Shaped<typeof reportShape>;

// A check that was never applied, or not to all of its objects, is not done, and not passed.
export type Verdict = "passed" | "failed" | "not done";

export const verdictOf = (check: Check): Verdict =>
  check.failures.length > 0
    ? "failed"
    : check.state === "ok" && check.applied > 0 && check.applied >= check.expected
      ? "passed"
      : "not done";

const ceremonyPostShape = fields({
  trustee: integer,
  message: text, // base64url
});
export type CeremonyPost = Shaped<typeof ceremonyPostShape>;

// What is opened together: docs/protocol.md, "Pools"
const poolShape = fields({
  pool: text, // its name
  question: text,
  part: oneOf(["asked", "totals"]),
  styles: listOf(text),
  ballots: integer, // of these styles, those that count
  state: oneOf(["due", "waits", "withheld", "opened"]),
  // [alpha, beta] of each counter in hex; null unless it is due or opened
  aggregate: nullable(listOf(pairOf(text))),
  fingerprint: text, // in hex
  // Numbers of the trustees whose partial decryptions were accepted
  shares: listOf(integer),
});
export type PoolReport = Shaped<typeof poolShape>;

const revokedKeyShape = fields({
  official: integer, // from 1 in the order of the list
  reason: text,
  entry: integer, // its place in the log
  time: integer, // of its block, seconds since 1970
});
export type RevokedKey = Shaped<typeof revokedKeyShape>;

// When something happened, by the board's clock and by a quorum of its witnesses: seconds since
// 1970 (docs/log.md, "Moments").
const momentShape = fields({
  moment: oneOf(momentNames),
  time: integer,
  size: integer, // of the log after its block
  cosigned_time: nullable(integer),
  state: oneOf(momentStates),
});
export type Moment = Shaped<typeof momentShape>;

const electionShape = fields({
  election: text,
  // The line that announced it: definition, officials, registrar, trustees
  post: text,
  // SHA-256 of the whole post in base64url, which all later posts name
  announcement: text,
  definition: text, // as posted, byte for byte
  phase: oneOf(phases),
  why_cancelled: text,
  policy: text, // whose cosignatures count for its moments
  moments: listOf(momentShape),
  threshold: integer,
  // The static key in hex; null before the trustee joined
  trustees: listOf(fields({ key: text, static_key: nullable(text) })),
  disqualified: listOf(integer),
  joins: listOf(ceremonyPostShape),
  commits: listOf(ceremonyPostShape),
  deals: listOf(ceremonyPostShape),
  certificates: listOf(ceremonyPostShape),
  dealings_accepted: integer,
  keys: nullable(fields({ election_key: text, share_keys: listOf(text) })),
  fingerprint: nullable(text),
  // Hash of the aggregates of all styles in hex; null before the roll ended
  box: nullable(text),
  smallest_group: integer,
  roll_size: integer,
  accepted_ballots: integer,
  counted_ballots: integer, // those that count now, one a voter
  tested_ballots: integer,
  // SHA-256 of stamped pages in hex, by the page's name
  pages: mapOf(text),
  // Keys of officials that speak no longer
  revoked: listOf(revokedKeyShape),
  // Numbers of the trustees who said that they have rehearsed, who showed that they hold their
  // keys, and who said that they destroyed them
  rehearsed: listOf(integer),
  keys_held: listOf(integer),
  keys_destroyed: listOf(integer),
  // In phase ready: whether the rules would let voting begin
  may_open: flag,
  pools: listOf(poolShape), // none before voting closed
  result: nullable(text), // JSON, the bytes whose hash is on the log
  // Why each question came out so: sentences, by language; no part of what is hashed
  reasons: nullable(listOf(mapOf(listOf(text)))),
});
export type ElectionReport = Shaped<typeof electionShape>;

export const boardShape = fields({
  size: integer,
  // Of the manifest: the verifier key, and the name of the log
  operator: nullable(text),
  origin: nullable(text),
  root: text,
  height: integer,
  time: integer, // of the last block, seconds since 1970
  elections: listOf(electionShape),
});
export type VerifiedBoard = Shaped<typeof boardShape>;

export interface Verified {
  readonly report: Report;
  readonly board: VerifiedBoard;
}

// Whether this trustee's part in a pool that is due is missing.
export const owesShare = (
  pools: readonly Pick<PoolReport, "state" | "shares">[],
  trustee: number,
): boolean => pools.some(({ state, shares }) => state === "due" && !shares.includes(trustee));

// Of a valid record the rules have taken both; this page reads them by its own code, and stops with
// Refused where that differs.
export const definitionOf = ({ definition }: ElectionReport): Definition =>
  decodeDefinition(utf8(definition));

export const announcementOf = ({ post }: ElectionReport): Announcement => decodeAnnouncement(post);

// What later posts of the election belong to, on the log with this name.
export function announcementHashOf(election: ElectionReport, origin: string): Bytes {
  const hash = announcementHash(election.post, origin);
  if (encodeBase64Url(hash) !== election.announcement)
    throw new Refused("view.different", "announcement", "is not what this page computes");
  return hash;
}
