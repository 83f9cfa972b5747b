// What a trustee knows of the election: this device's own verified copy of the log, nothing else.
import type { Question } from "../ballot/definition.ts";
import type { Phase } from "../bulletinBoard/phase.ts";
import type { Bytes } from "../crypto/bytes.ts";
import type { Ceremony } from "../crypto/dkg/ceremony.ts";
import type { Dealing } from "../crypto/dkg/dealing.ts";
import type { CeremonyKeys } from "../crypto/dkg/keys.ts";
import type { StaticKey } from "../crypto/dkg/staticKey.ts";
import type { TallyStatement } from "../tally/partialDecryption.ts";
import type { Moment, PoolReport } from "../verifier/report.ts";

export interface PoolView extends Pick<
  PoolReport,
  "part" | "styles" | "ballots" | "state" | "shares"
> {
  readonly name: string;
  readonly question: Question;
  // Null unless it is due or opened.
  readonly statement: TallyStatement | null;
}

export interface CeremonyView {
  readonly id: string;
  readonly log: string; // the log's verifier key
  readonly announcement: Bytes; // the hash of the election's post
  readonly phase: Phase;
  // What the definition asks of its trustees (ballot/definition.ts).
  readonly mustRehearse: boolean;
  readonly mustShowKeys: boolean;
  readonly threshold: number;
  // Their verifier keys.
  readonly trustees: readonly string[];
  // By position, proved to this page; null where nothing was posted yet.
  readonly joins: readonly (StaticKey | null)[];
  // Of all their static keys; null before the last has joined.
  readonly ceremony: Ceremony | null;
  // By position; null where nothing was posted yet.
  readonly commits: readonly (Uint8Array | null)[];
  readonly deals: readonly (Uint8Array | null)[];
  readonly certificates: readonly (Uint8Array | null)[];
  // From the phase certify on, opened and checked by this page itself.
  readonly dealings: readonly Dealing[];
  // From the phase roll on, computed by this page itself.
  readonly keys: CeremonyKeys | null;
  // Of the election; null before the roll ended.
  readonly fingerprint: Uint8Array | null;
  // Numbers of the trustees who said that they have rehearsed, who showed that they hold their
  // keys, and who said that they destroyed them.
  readonly rehearsed: readonly number[];
  readonly keysHeld: readonly number[];
  readonly keysDestroyed: readonly number[];
  // Null before voting ended.
  readonly endOfVoting: Moment | null;
  readonly countedBallots: number;
  readonly smallestGroup: number;
  // The hash of the aggregates of all styles, in hexadecimal; null before the roll ended.
  readonly box: string | null;
  // None before voting closed.
  readonly pools: readonly PoolView[];
}

// Of a view in which all have joined.
export function ceremonyOf({ ceremony }: CeremonyView): Ceremony {
  if (ceremony === null) throw new Error("not all trustees have joined");
  return ceremony;
}
