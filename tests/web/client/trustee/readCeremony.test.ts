// A trustee's page reads the joins of the verifier's view by its own code.
import { poolFingerprint } from "../../../../web/client/src/ballot/fingerprint.ts";
import { announcementHash } from "../../../../web/client/src/bulletinBoard/postText.ts";
import { PartyKey } from "../../../../web/client/src/bulletinBoard/partyKey.ts";
import { parseNote } from "../../../../web/client/src/bulletinBoard/signedNote.ts";
import { electionPost } from "../../../../web/client/src/bulletinBoard/writePost.ts";
import {
  type Bytes,
  decodeHex,
  encodeBase64Url,
  encodeHex,
  equalBytes,
} from "../../../../web/client/src/crypto/bytes.ts";
import { StaticKey, deriveStaticSecret } from "../../../../web/client/src/crypto/dkg/staticKey.ts";
import { generator, identity, randomScalar } from "../../../../web/client/src/crypto/group.ts";
import { ready } from "../../../../web/client/src/crypto/sodium.ts";
import type { CeremonyView, PoolView } from "../../../../web/client/src/trustee/ceremonyView.ts";
import { announcementCode } from "../../../../web/client/src/trustee/checkCode.ts";
import { dutyOf, findTrustee } from "../../../../web/client/src/trustee/duty.ts";
import { TrusteeMemory } from "../../../../web/client/src/trustee/memory.ts";
import { readCeremony } from "../../../../web/client/src/trustee/readCeremony.ts";
import {
  type TrusteeWork,
  isOwnStaticKey,
  signLine,
  take,
} from "../../../../web/client/src/trustee/work.ts";
import type { ElectionReport, PoolReport } from "../../../../web/client/src/verifier/report.ts";
import { definition } from "../ballot/sampleElection.ts";
import { ok, refused } from "../expectations.ts";
import assert from "node:assert/strict";
import { before, test } from "node:test";

const id = "sample-2026";
const origin = "board.example/ceremony";

let keys: PartyKey[];
let log: string;
let post: string;
let announcement: Bytes;
let joins: Uint8Array[];

before(async () => {
  await ready;
  keys = [1, 2, 3].map((n) => PartyKey.random(`trustee/${n}`));
  log = PartyKey.random(origin).verifier.text;
  post = electionPost(id, JSON.stringify(definition()), "", {
    officials_threshold: 1,
    officials: [PartyKey.random("official").verifier.text],
    registrar: PartyKey.random("registrar").verifier.text,
    trustees: keys.map(({ verifier }) => verifier.text),
  });
  announcement = announcementHash(post, origin);
  joins = keys.map((key, i) => joinOf(key, i + 1));
});

const joinOf = ({ ceremonySecret }: PartyKey, trustee: number): Uint8Array =>
  StaticKey.make(announcement, trustee, deriveStaticSecret(announcement, ceremonySecret)).encode();

// As the verifier shows it while trustees join; null has not.
const report = (
  posted: readonly (Uint8Array | null)[],
  changed: Partial<ElectionReport> = {},
): ElectionReport => ({
  election: id,
  post,
  announcement: encodeBase64Url(announcement),
  definition: JSON.stringify(definition()),
  phase: "join",
  why_cancelled: "",
  policy: "",
  moments: [],
  threshold: 2,
  trustees: keys.map(({ verifier }) => ({ key: verifier.text, static_key: null })),
  disqualified: [],
  joins: posted.flatMap((message, i) =>
    message === null ? [] : [{ trustee: i + 1, message: encodeBase64Url(message) }],
  ),
  commits: [],
  deals: [],
  certificates: [],
  dealings_accepted: 0,
  keys: null,
  fingerprint: null,
  box: null,
  smallest_group: 1,
  roll_size: 0,
  accepted_ballots: 0,
  counted_ballots: 0,
  tested_ballots: 0,
  pages: {},
  revoked: [],
  rehearsed: [],
  keys_held: [],
  keys_destroyed: [],
  may_open: false,
  pools: [],
  result: null,
  reasons: null,
  ...changed,
});

const workOf = (view: CeremonyView, key: PartyKey): TrusteeWork => ({
  view,
  trustee: ok(findTrustee(view, key.verifier.text)),
  key,
  memory: TrusteeMemory.random(),
});

test("a trustee joins once it has compared the announcement, and waits for the others", () => {
  const [one, , three] = joins as [Uint8Array, Uint8Array, Uint8Array];
  const view = ok(readCeremony(report([one, null, three]), log));
  assert.equal(view.ceremony, null);
  assert.deepEqual(dutyOf(view, 2), { kind: "due", step: "join" });
  assert.deepEqual(dutyOf(view, 1), { kind: "waits", step: "join", waitsFor: [2] });

  const work = workOf(view, keys[1]!);
  refused(take(work, "join"), "trustee.compare", "");
  work.memory.join(id, announcementCode(view).code);
  const line = ok(take(work, "join"));
  const { text } = parseNote(signLine(work, line));
  assert.equal(text, `${line}\nof ${encodeBase64Url(announcement)}\n`);
  const fields = JSON.parse(line) as Record<string, string>;
  assert.deepEqual(Object.keys(fields), ["type", "election", "trustee", "static", "proof"]);
  assert.equal(fields["static"], encodeBase64Url(joins[1]!.slice(0, 32)));
  assert.equal(fields["proof"], encodeBase64Url(joins[1]!.slice(32)));
});

test("after the last has joined there is a ceremony, of this announcement", () => {
  const view = ok(readCeremony(report(joins, { phase: "commit" }), log));
  assert.deepEqual(dutyOf(view, 2), { kind: "due", step: "commit" });
  assert.equal(view.ceremony!.trustees, 3);
  assert.ok(
    joins.every((join, i) => equalBytes(view.ceremony!.staticKey(i + 1), join.slice(0, 32))),
  );
  ok(take(workOf(view, keys[2]!), "commit"));
});

test("a join that the page does not find right stops it, whatever the verifier says", () => {
  const [one, two, three] = joins as [Uint8Array, Uint8Array, Uint8Array];
  const read = (posted: readonly (Uint8Array | null)[], changed: Partial<ElectionReport> = {}) =>
    readCeremony(report(posted, { phase: "commit", ...changed }), log);
  refused(read([one, one, three]), "ceremony.possession", "trustee 2");
  const spoilt = two.slice();
  spoilt[95]! ^= 1;
  refused(read([one, spoilt, three]), "ceremony.possession", "trustee 2");
  const elsewhere = announcementHash(post, "board.example/other");
  const other = StaticKey.make(elsewhere, 2, randomScalar()).encode();
  refused(read([one, other, three]), "ceremony.possession", "trustee 2");
  refused(read([one, null, three]), "view.different", "joins");
  ok(read([one, null, three], { phase: "cancelled" }));
});

test("an announcement of another log, or another post, is not the one that was verified", () => {
  const otherLog = PartyKey.random("board.example/other").verifier.text;
  refused(readCeremony(report(joins), otherLog), "view.different", "announcement");
  const changed = { announcement: encodeBase64Url(new Uint8Array(32)) };
  refused(readCeremony(report(joins, changed), log), "view.different", "announcement");
});

// What was asked, in a box that is closed.
const fingerprint = "07".repeat(32);
const closed = (pools: readonly PoolReport[], more: Partial<ElectionReport> = {}) =>
  readCeremony(
    report(joins, { phase: "closed", fingerprint, box: "11".repeat(32), pools, ...more }),
    log,
  );
const poolReport = (changed: Partial<PoolReport> = {}): PoolReport => {
  const pool = changed.pool ?? "q/totals";
  return {
    pool,
    question: "q",
    part: "totals",
    styles: ["all"],
    ballots: 4,
    state: "due",
    aggregate: [[encodeHex(generator), encodeHex(identity)]],
    fingerprint: encodeHex(poolFingerprint(ok(decodeHex(fingerprint)), pool)),
    shares: [2],
    ...changed,
  };
};

test("a page reads what can be opened, and what cannot be", () => {
  const withheld = poolReport({ state: "withheld", aggregate: null, shares: [] });
  const view = ok(closed([poolReport()], { counted_ballots: 4 }));
  const [pool] = view.pools as [PoolView];
  assert.deepEqual([view.box, view.countedBallots, view.smallestGroup], ["11".repeat(32), 4, 1]);
  const { statement, question, ...rest } = pool;
  assert.deepEqual(rest, {
    name: "q/totals",
    part: "totals",
    styles: ["all"],
    ballots: 4,
    state: "due",
    shares: [2],
  });
  assert.equal(question.id, "q");
  assert.deepEqual(statement!.alphas, [generator]);
  assert.equal(encodeHex(statement!.pool), poolReport().fingerprint);
  assert.equal(ok(closed([withheld])).pools[0]!.statement, null);
});

test("pools that the page finds to be others, or named otherwise, stop it", () => {
  const different = (changed: Partial<PoolReport>, where = "pool q/totals") =>
    refused(closed([poolReport(changed)]), "view.different", where);
  different({ fingerprint: "00".repeat(32) });
  different({ question: "r" });
  different({ part: "asked" });
  different({ pool: "q/totals/all" }, "pool q/totals/all");
  const byStyle = definition();
  byStyle.questions[0].report = "by_style";
  const read = (pool: string) =>
    closed([poolReport({ pool })], { definition: JSON.stringify(byStyle) });
  ok(read("q/totals/all"));
  refused(read("q/totals"), "view.different", "pool q/totals");
  refused(read("q/totals/other"), "view.different", "pool q/totals/other");
});

test("a smallest group that is not the definition's stops the page", () => {
  refused(closed([], { smallest_group: 2 }), "view.different", "smallest group");
});

test("who has joined in a trustee's name with another secret is noticed", () => {
  const [one, , three] = joins as [Uint8Array, Uint8Array, Uint8Array];
  const thief = joinOf(PartyKey.random("thief"), 2);
  const view = ok(readCeremony(report([one, thief, three], { phase: "commit" }), log));
  assert.ok(isOwnStaticKey(workOf(view, keys[0]!)));
  const work = workOf(view, keys[1]!);
  assert.ok(!isOwnStaticKey(work));
  refused(take(work, "commit"), "trustee.static", "trustee 2");
});
