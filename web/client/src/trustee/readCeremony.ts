// From what the verifier's replay established to what a trustee works with. Joins are checked,
// dealings opened and keys computed again by this page's own code; a difference stops everything.
import type { Definition } from "../ballot/definition.ts";
import { poolFingerprint } from "../ballot/fingerprint.ts";
import { nameOfKey } from "../bulletinBoard/signedNote.ts";
import { decodeBase64Url, decodeHex, equalBytes } from "../crypto/bytes.ts";
import { Ceremony } from "../crypto/dkg/ceremony.ts";
import type { Dealing } from "../crypto/dkg/dealing.ts";
import { type CeremonyKeys, combine } from "../crypto/dkg/keys.ts";
import { openDealings } from "../crypto/dkg/posts.ts";
import { StaticKey } from "../crypto/dkg/staticKey.ts";
import { type Element, decodeElement } from "../crypto/group.ts";
import { Refused, resultOf } from "../crypto/refused.ts";
import {
  type CeremonyPost,
  type ElectionReport,
  announcementHashOf,
  announcementOf,
  definitionOf,
} from "../verifier/report.ts";
import type { CeremonyView, PoolView } from "./ceremonyView.ts";

// log: the verifier key of the log that the stamp names. Codes view.different, ceremony.*.
export function readCeremony(report: ElectionReport, log: string): CeremonyView | Refused {
  const definition = definitionOf(report);
  const { must_rehearse, must_show_keys } = definition.trustees;
  const trustees = announcementOf(report).trustees.map(({ text }) => text);
  const announcement = resultOf(() => announcementHashOf(report, nameOfKey(log)));
  if (announcement instanceof Refused) return announcement;
  const joins = readJoins(report, announcement);
  if (joins instanceof Refused) return joins;
  const ceremony = createCeremony(report, joins, announcement);
  if (ceremony instanceof Refused) return ceremony;
  const commits = byTrustee(report, report.commits);
  const deals = byTrustee(report, report.deals);

  let dealings: Dealing[] = [];
  if (ceremony !== null && report.dealings_accepted === trustees.length) {
    const opened = openDealings(ceremony, commits.filter(present), deals.filter(present));
    if (opened instanceof Refused) return opened;
    dealings = opened;
  }
  let keys: CeremonyKeys | null = null;
  if (ceremony !== null && report.keys !== null) {
    const combined = combine(ceremony, dealings);
    if (combined instanceof Refused) return combined;
    if (!sameKeys(combined, report.keys)) {
      return new Refused("view.different", "election key", "is not what this page computes");
    }
    keys = combined;
  }
  if (report.smallest_group !== definition.smallest_group) {
    return new Refused("view.different", "smallest group", "is not that of the definition");
  }
  const pools = readPools(report, definition);
  if (pools instanceof Refused) return pools;
  return {
    id: report.election,
    log,
    announcement,
    phase: report.phase,
    mustRehearse: must_rehearse,
    mustShowKeys: must_show_keys,
    threshold: report.threshold,
    trustees,
    joins,
    ceremony,
    commits,
    deals,
    certificates: byTrustee(report, report.certificates),
    dealings,
    keys,
    fingerprint: report.fingerprint === null ? null : bytes(decodeHex(report.fingerprint)),
    rehearsed: report.rehearsed,
    keysHeld: report.keys_held,
    keysDestroyed: report.keys_destroyed,
    endOfVoting: report.moments.find(({ moment }) => moment === "closed") ?? null,
    countedBallots: report.counted_ballots,
    smallestGroup: definition.smallest_group,
    box: report.box,
    pools,
  };
}

// By position; null where nothing was posted yet.
function byTrustee(
  { trustees }: ElectionReport,
  posts: readonly CeremonyPost[],
): (Uint8Array | null)[] {
  return trustees.map((_, i) => {
    const post = posts.find(({ trustee }) => trustee === i + 1);
    return post === undefined ? null : bytes(decodeBase64Url(post.message));
  });
}

function readJoins(
  report: ElectionReport,
  announcement: Uint8Array,
): (StaticKey | null)[] | Refused {
  const joins: (StaticKey | null)[] = [];
  for (const [i, message] of byTrustee(report, report.joins).entries()) {
    const join = message === null ? null : StaticKey.open(announcement, i + 1, message);
    if (join instanceof Refused) return join;
    joins.push(join);
  }
  return joins;
}

// Null before all have joined; an election that was cancelled before that has none.
function createCeremony(
  { phase, threshold, disqualified }: ElectionReport,
  joins: readonly (StaticKey | null)[],
  announcement: Uint8Array,
): Ceremony | Refused | null {
  const joined = joins.filter(present);
  if (joined.length < joins.length) {
    const early = phase === "join" || phase === "cancelled" || phase === "archived";
    return early ? null : new Refused("view.different", "joins", "are not there for this phase");
  }
  const keys = joined.map(({ key }) => key);
  const created = Ceremony.create(threshold, keys, announcement);
  if (created instanceof Refused) return created;
  return disqualified.reduce((rest, each) => rest.without(each), created);
}

// The fingerprint is what keeps a part of one pool from being a part of another.
function readPools(
  { fingerprint, pools }: ElectionReport,
  { questions }: Definition,
): PoolView[] | Refused {
  const read: PoolView[] = [];
  for (const { pool: name, question: id, fingerprint: theirs, aggregate, ...rest } of pools) {
    const question = questions.find((each) => each.id === id);
    const crowd = question?.report === "by_style" ? [rest.styles[0]] : [];
    const ours = poolFingerprint(bytes(decodeHex(fingerprint ?? "")), name);
    const isSame =
      name === [id, rest.part, ...crowd].join("/") && equalBytes(ours, bytes(decodeHex(theirs)));
    if (question === undefined || !isSame)
      return new Refused("view.different", `pool ${name}`, "is not what this page computes");
    const alphas = aggregate?.map(([alpha]) => element(decodeHex(alpha))) ?? null;
    const statement = alphas === null ? null : { pool: ours, alphas };
    read.push({ ...rest, name, question, statement });
  }
  return read;
}

function sameKeys(ours: CeremonyKeys, theirs: NonNullable<ElectionReport["keys"]>): boolean {
  const same = (key: Element, text: string): boolean => equalBytes(key, bytes(decodeHex(text)));
  return (
    same(ours.electionKey, theirs.election_key) &&
    ours.shareKeys.every((key, i) => same(key, theirs.share_keys[i] ?? ""))
  );
}

const present = <T>(value: T | null): value is T => value !== null;

// The verifier has decoded all of it already; what is not an encoding is a fault of this program.
function bytes(decoded: Uint8Array | null): Uint8Array {
  if (decoded === null) throw new Error("the verifier's view is not encoded as agreed");
  return decoded;
}

function element(encoded: Uint8Array | null): Element {
  const decoded = decodeElement(bytes(encoded));
  if (decoded === null) throw new Error("the verifier's view holds what is no element");
  return decoded;
}
