// How a trustee's duty is done: the lines to sign and post. Everything is computed from the page's
// own verified view of the log; nothing is opened that this device did not add up itself.
// docs/protocol.md, "Ceremony" and "Partial decryption".
import {
  certifyPost,
  commitPost,
  complaintPost,
  dealPost,
  joinPost,
  keyDestroyedPost,
  keyHeldPost,
  partialDecryptionPost,
  signPost,
} from "../bulletinBoard/writePost.ts";
import { type Bytes, decodeBase64Url, encodeBase64Url, equalBytes } from "../crypto/bytes.ts";
import { nameOf } from "../crypto/dkg/ceremony.ts";
import { certify } from "../crypto/dkg/certificate.ts";
import { complain } from "../crypto/dkg/complaint.ts";
import { dealFromSeed } from "../crypto/dkg/dealingSeed.ts";
import { receive, receiveFrom } from "../crypto/dkg/keys.ts";
import { commitTo } from "../crypto/dkg/posts.ts";
import { StaticKey, deriveStaticSecret } from "../crypto/dkg/staticKey.ts";
import { type SecretScalar, multiplyBase } from "../crypto/group.ts";
import type { PartyKey } from "../bulletinBoard/partyKey.ts";
import { Refused } from "../crypto/refused.ts";
import { wipe } from "../crypto/sodium.ts";
import { proveHeldKey } from "../bulletinBoard/heldKey.ts";
import { decrypt } from "../tally/partialDecryption.ts";
import { announcementCode, ceremonyCode } from "./checkCode.ts";
import type { Step } from "./duty.ts";
import { type CeremonyView, type PoolView, ceremonyOf } from "./ceremonyView.ts";
import type { OpenedPools, TrusteeMemory } from "./memory.ts";

export interface TrusteeWork {
  readonly view: CeremonyView;
  readonly trustee: number;
  readonly key: PartyKey;
  readonly memory: TrusteeMemory;
}

// A line as this trustee says it, bound to the announcement.
export function signLine({ view, key }: TrusteeWork, line: string): Bytes {
  return signPost(line, encodeBase64Url(view.announcement), [key.signer]);
}

// The static secret of this election is made anew for each use, and lives no longer.
function withStaticSecret<Made>(
  { view, key }: TrusteeWork,
  use: (staticSecret: SecretScalar) => Made,
): Made {
  const staticSecret = deriveStaticSecret(view.announcement, key.ceremonySecret);
  try {
    return use(staticSecret);
  } finally {
    wipe(staticSecret);
  }
}

// False if somebody has joined in this trustee's name with a key that is not of this key file:
// whoever did that can sign as this trustee.
export function isOwnStaticKey(work: TrusteeWork): boolean {
  const joined = work.view.joins[work.trustee - 1] ?? null;
  return (
    joined === null ||
    withStaticSecret(work, (secret) => equalBytes(joined.key, multiplyBase(secret)))
  );
}

// What to post for this step. Codes trustee.*, ceremony.share.
export function take(work: TrusteeWork, step: Exclude<Step, "decrypt">): string | Refused {
  if (!isOwnStaticKey(work)) {
    return new Refused("trustee.static", nameOf(work.trustee), "has joined with another key");
  }
  switch (step) {
    case "join":
      return joinLine(work);
    case "commit":
      return commitLine(work);
    case "deal":
      return dealLine(work);
    case "certify":
      return certifyLine(work);
  }
}

// Nobody joins what was not compared.
function joinLine(work: TrusteeWork): string | Refused {
  const { view, trustee, memory } = work;
  if (memory.joined(view.id) !== announcementCode(view).code) {
    return new Refused("trustee.compare", "", "the check code was not compared");
  }
  return withStaticSecret(work, (staticSecret) =>
    joinPost(view.id, trustee, StaticKey.make(view.announcement, trustee, staticSecret)),
  );
}

function dealingBytes(work: TrusteeWork): Uint8Array {
  const { view, trustee, memory } = work;
  return withStaticSecret(work, (staticSecret) =>
    dealFromSeed(ceremonyOf(view), trustee, staticSecret, memory.seed, view.log).encode(),
  );
}

function commitLine(work: TrusteeWork): string {
  const { view, trustee } = work;
  return commitPost(view.id, trustee, commitTo(ceremonyOf(view), trustee, dealingBytes(work)));
}

function dealLine(work: TrusteeWork): string | Refused {
  const { view, trustee } = work;
  const dealing = dealingBytes(work);
  const posted = view.commits[trustee - 1];
  if (posted == null || !equalBytes(posted, commitTo(ceremonyOf(view), trustee, dealing))) {
    return new Refused(
      "trustee.dealing",
      nameOf(trustee),
      "is not the one whose hash is on the log",
    );
  }
  return dealPost(view.id, trustee, dealing);
}

// The dealers whose share for this trustee is wrong.
export function wrongDealers(work: TrusteeWork): number[] {
  const { view, trustee } = work;
  const ceremony = ceremonyOf(view);
  return withStaticSecret(work, (staticSecret) =>
    ceremony.qualified.filter((dealer) => {
      if (dealer === trustee) return false;
      const dealing = view.dealings[dealer - 1]!;
      const share = receiveFrom(ceremony, dealer, dealing, trustee, staticSecret);
      if (share instanceof Refused) return true;
      wipe(share);
      return false;
    }),
  );
}

// Only what was compared is certified; a wrong share is complained about instead.
function certifyLine(work: TrusteeWork): string | Refused {
  const { view, trustee, memory } = work;
  const ceremony = ceremonyOf(view);
  const [wrong] = wrongDealers(work);
  if (wrong !== undefined) {
    const complaint = withStaticSecret(work, (staticSecret) =>
      complain(ceremony, trustee, wrong, view.dealings[wrong - 1]!, staticSecret),
    );
    return complaintPost(view.id, trustee, wrong, complaint);
  }
  if (memory.compared(view.id) !== ceremonyCode(view).code) {
    return new Refused("trustee.compare", "", "the check code was not compared");
  }
  const certificate = withStaticSecret(work, (staticSecret) =>
    certify(ceremony, view.dealings, staticSecret),
  );
  return certifyPost(view.id, trustee, certificate.encode());
}

// This trustee's share of the election key, for the caller to wipe. Code ceremony.share.
function receiveShare(work: TrusteeWork): SecretScalar | Refused {
  const { view, trustee } = work;
  return withStaticSecret(work, (staticSecret) =>
    receive(ceremonyOf(view), view.dealings, trustee, staticSecret),
  );
}

// The pools that are due and have no part of this trustee on the log. Small ones are never due; a
// trustee does not rely on that. None where witnesses saw that voting was ended too early, or have
// not said when. Codes trustee.clock, trustee.cosigned, trustee.aggregate, trustee.small.
export function poolsToOpen({ view, trustee, memory }: TrusteeWork): readonly PoolView[] | Refused {
  if (view.endOfVoting?.state === "ahead")
    return new Refused("trustee.clock", "", "voting was ended before its time");
  if (view.endOfVoting?.state === "not_shown")
    return new Refused("trustee.cosigned", "", "no witnesses' time is on the log yet");
  const before = memory.opened(view.id);
  if (before !== undefined && before.box !== view.box) {
    const detail = "this key has opened totals of another ballot box, and opens none of a second";
    return new Refused("trustee.aggregate", "", detail);
  }
  const due = view.pools.filter(({ state }) => state === "due");
  const small = due.find(({ ballots }) => ballots > 0 && ballots < view.smallestGroup);
  if (small !== undefined) {
    const detail = `${small.ballots} ballots, where ${view.smallestGroup} are needed`;
    return new Refused("trustee.small", small.name, detail);
  }
  return due.filter(({ shares }) => !shares.includes(trustee));
}

// Opens each of these pools once: the shares are remembered before they are posted, and a second
// request gets the same bytes. Codes of poolsToOpen, ceremony.share.
export function openTotals(work: TrusteeWork): OpenedPools | Refused {
  const { view, trustee, memory } = work;
  const pools = poolsToOpen(work);
  if (pools instanceof Refused) return pools;
  if (view.box === null) throw new Error("there is no ballot box yet");
  const before = memory.opened(view.id) ?? { box: view.box, shares: {} };
  const fresh = pools.filter(({ name }) => !(name in before.shares));
  if (fresh.length === 0) return before;
  const share = receiveShare(work);
  if (share instanceof Refused) return share;
  const shares = fresh.map(({ name, statement }) => [
    name,
    encodeBase64Url(decrypt(statement!, trustee, share)),
  ]);
  wipe(share);
  memory.open(view.id, { box: view.box, shares: Object.fromEntries(shares) });
  return memory.opened(view.id)!;
}

// The lines to post for what was opened and is still due; those on the log already are left out.
export function partialDecryptionLines(
  { view, trustee }: TrusteeWork,
  { shares }: OpenedPools,
): string[] {
  return view.pools.flatMap(({ name, state, shares: posted }) => {
    const kept = shares[name];
    const share = kept === undefined ? null : decodeBase64Url(kept);
    if (share === null || state !== "due" || posted.includes(trustee)) return [];
    return [partialDecryptionPost(view.id, trustee, name, share)];
  });
}

// Shows everybody that the share is held. From the end of the roll to the close. Code
// ceremony.share.
export function holdLine(work: TrusteeWork): string | Refused {
  const { view, trustee } = work;
  const share = receiveShare(work);
  if (share instanceof Refused) return share;
  const proof = proveHeldKey(view.fingerprint!, share);
  wipe(share);
  return keyHeldPost(view.id, trustee, proof);
}

// The last thing that the key signs.
export const destroyedLine = ({ view, trustee }: TrusteeWork): string =>
  keyDestroyedPost(view.id, trustee);

// Whether the key opens every part that was sent to it, and they make the secret of the share key
// that the log has for this trustee. From the phase roll on.
export function holdsShare(work: TrusteeWork): boolean {
  const { view, trustee } = work;
  if (view.keys === null) return false;
  const share = receiveShare(work);
  if (share instanceof Refused) return false;
  const holds = equalBytes(multiplyBase(share), view.keys.shareKeys[trustee - 1]!);
  wipe(share);
  return holds;
}
