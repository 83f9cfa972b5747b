// From what the verifier's replay established to what a trustee works with. Dealings are opened and
// keys computed again by this page's own code; a difference stops everything.
import { ballotsFingerprint } from "../ballot/fingerprint.ts";
import {
  concat,
  decodeBase64Url,
  decodeHex,
  encodeBase64Url,
  equalBytes,
  utf8,
} from "../crypto/bytes.ts";
import { Ceremony } from "../crypto/dkg/ceremony.ts";
import type { Dealing } from "../crypto/dkg/dealing.ts";
import { type CeremonyKeys, combine } from "../crypto/dkg/keys.ts";
import { openDealings } from "../crypto/dkg/posts.ts";
import { type Element, decodeElement } from "../crypto/group.ts";
import { sha256 } from "../crypto/hash.ts";
import { Refused } from "../crypto/refused.ts";
import { type ElectionReport, announcementOf, definitionOf } from "../verifier/report.ts";
import type { CeremonyView, AggregateView } from "./ceremonyView.ts";

// log: the verifier key of the log that the stamp names. Code view.different.
export function readCeremony(report: ElectionReport, log: string): CeremonyView | Refused {
  const { must_rehearse, must_show_keys } = definitionOf(report).trustees;
  const announced = announcementOf(report).trustees;
  const staticKeys = announced.map((trustee) => trustee.static);
  const trustees = announced.map(({ key }, i) => ({
    key: key.text,
    static: encodeBase64Url(staticKeys[i]!),
  }));
  const session = sha256(utf8(report.definition));
  const created = Ceremony.create(report.threshold, staticKeys, session);
  if (created instanceof Refused) return created;
  const ceremony = report.disqualified.reduce((rest, each) => rest.without(each), created);
  const byTrustee = (posts: ElectionReport["commits"]): (Uint8Array | null)[] =>
    trustees.map((_, i) => {
      const post = posts.find(({ trustee }) => trustee === i + 1);
      return post === undefined ? null : bytes(decodeBase64Url(post.message));
    });
  const commits = byTrustee(report.commits);
  const deals = byTrustee(report.deals);

  let dealings: Dealing[] = [];
  if (report.dealings_accepted === trustees.length) {
    const opened = openDealings(ceremony, commits.filter(present), deals.filter(present));
    if (opened instanceof Refused) return opened;
    dealings = opened;
  }
  let keys: CeremonyKeys | null = null;
  if (report.keys !== null) {
    const combined = combine(ceremony, dealings);
    if (combined instanceof Refused) return combined;
    if (!sameKeys(combined, report.keys)) {
      return new Refused("view.different", "election key", "is not what this page computes");
    }
    keys = combined;
  }
  return {
    id: report.election,
    log,
    announcement: report.post,
    phase: report.phase,
    mustRehearse: must_rehearse,
    mustShowKeys: must_show_keys,
    trustees,
    ceremony,
    commits,
    deals,
    certificates: byTrustee(report.certificates),
    dealings,
    keys,
    fingerprint: report.fingerprint === null ? null : bytes(decodeHex(report.fingerprint)),
    rehearsed: report.rehearsed,
    keysHeld: report.keys_held,
    keysDestroyed: report.keys_destroyed,
    acceptedBallots: report.accepted_ballots,
    styles: readStyles(report),
  };
}

function readStyles({ fingerprint, styles }: ElectionReport): AggregateView[] {
  if (fingerprint === null) return [];
  return styles.map((style) => {
    const aggregate = (style.aggregate ?? []).map((pair) =>
      pair.map((each) => bytes(decodeHex(each))),
    );
    return {
      id: style.style,
      statement: {
        ballots: ballotsFingerprint(bytes(decodeHex(fingerprint)), style.style),
        alphas: aggregate.map(([alpha]) => element(alpha ?? null)),
      },
      aggregate: concat(...aggregate.flat()),
      decryptedBy: style.shares,
    };
  });
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
