// What a trustee knows of the election: this device's own verified copy of the log, nothing else.
import type { Phase } from "../bulletinBoard/phase.ts";
import type { Bytes } from "../crypto/bytes.ts";
import type { Ceremony } from "../crypto/dkg/ceremony.ts";
import type { Dealing } from "../crypto/dkg/dealing.ts";
import type { CeremonyKeys } from "../crypto/dkg/keys.ts";
import type { StaticKey } from "../crypto/dkg/staticKey.ts";
import type { TallyStatement } from "../tally/partialDecryption.ts";
import type { Moment } from "../verifier/report.ts";

export interface AggregateView {
  readonly id: string;
  readonly statement: TallyStatement;
  // The whole aggregate: alpha_1 || beta_1 || ..
  readonly aggregate: Uint8Array;
  // The numbers of the trustees whose valid share is on the log.
  readonly decryptedBy: readonly number[];
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
  readonly acceptedBallots: number;
  // Null before voting ended.
  readonly endOfVoting: Moment | null;
  readonly styles: readonly AggregateView[];
}

// Of a view in which all have joined.
export function ceremonyOf({ ceremony }: CeremonyView): Ceremony {
  if (ceremony === null) throw new Error("not all trustees have joined");
  return ceremony;
}
