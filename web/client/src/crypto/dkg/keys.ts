// What a ceremony ends with: the election key and every trustee's share key, which everybody
// computes from the dealings, and each trustee's own secret share.
import { equalBytes } from "../bytes.ts";
import {
  type Element,
  type SecretScalar,
  add,
  addScalars,
  identity,
  isIdentity,
  multiplyBase,
  scalarSize,
} from "../group.ts";
import { Refused } from "../refused.ts";
import { wipe } from "../sodium.ts";
import { type Ceremony, nameOf } from "./ceremony.ts";
import type { Dealing } from "./dealing.ts";
import { shareKey } from "./polynomial.ts";
import { ShareCipher, receiverSecrets } from "./shareEncryption.ts";

// Y = sum_j C_(j,0) and P_i = sum_k i^k sum_j C_(j,k), over the qualified dealers j.
export interface CeremonyKeys {
  readonly electionKey: Element;
  readonly shareKeys: readonly Element[]; // of trustee 1, 2, ..
}

// dealings[j] is of the trustee at position j, all of them, decoded and with possession checked.
export function combine(ceremony: Ceremony, dealings: readonly Dealing[]): CeremonyKeys | Refused {
  if (dealings.length !== ceremony.trustees) throw new RangeError("a dealing is missing");
  const sums = Array.from({ length: ceremony.threshold }, () => identity);
  for (const dealer of ceremony.qualified) {
    for (const [k, commitment] of dealings[dealer - 1]!.commitments.entries()) {
      sums[k] = add(sums[k]!, commitment);
    }
  }
  const electionKey = sums[0]!;
  if (isIdentity(electionKey)) return new Refused("ceremony.identity", "", "election key");
  const shareKeys: Element[] = [];
  for (let trustee = 1; trustee <= ceremony.trustees; ++trustee) {
    const key = shareKey(sums, trustee);
    if (isIdentity(key)) return new Refused("ceremony.identity", nameOf(trustee), "share key");
    shareKeys.push(key);
  }
  return { electionKey, shareKeys };
}

// The share that a dealing has for the receiver, checked against the dealer's commitments:
// "ceremony.share" names a dealer who is to be complained about (complaint.ts).
export function receiveFrom(
  ceremony: Ceremony,
  dealer: number,
  dealing: Dealing,
  receiver: number,
  staticSecret: SecretScalar,
): SecretScalar | Refused {
  const refuse = (why: string): Refused =>
    new Refused("ceremony.share", nameOf(dealer), `the share for ${nameOf(receiver)} ${why}`);
  const route = { sender: dealer, receiver, ephemeralKey: dealing.ephemeralKey };
  const shared = receiverSecrets(ceremony, route, staticSecret);
  const cipher = new ShareCipher(ceremony, route, shared);
  const share = cipher.open(dealing.shares[receiver - 1]!);
  cipher.wipe();
  wipe(shared.ephemeral, shared.fixed);
  if (share === null) return refuse("cannot be opened");
  if (!equalBytes(multiplyBase(share), shareKey(dealing.commitments, receiver))) {
    wipe(share);
    return refuse("does not match the commitments");
  }
  return share;
}

// Receives from every qualified dealer and adds up: x_i = sum_j f_j(i).
export function receive(
  ceremony: Ceremony,
  dealings: readonly Dealing[],
  receiver: number,
  staticSecret: SecretScalar,
): SecretScalar | Refused {
  let sum = new Uint8Array(scalarSize) as SecretScalar;
  for (const dealer of ceremony.qualified) {
    const share = receiveFrom(ceremony, dealer, dealings[dealer - 1]!, receiver, staticSecret);
    if (share instanceof Refused) {
      wipe(sum);
      return share;
    }
    const next = addScalars(sum, share);
    wipe(sum, share);
    sum = next;
  }
  return sum;
}
