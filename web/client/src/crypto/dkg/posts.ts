// The rounds as they are posted: a hash of each dealing first, then the dealings.
// docs/protocol.md, "Ceremony".
import { equalBytes, uint64Be, utf8 } from "../bytes.ts";
import { Refused } from "../refused.ts";
import { Transcript } from "../transcript.ts";
import { type Ceremony, nameOf } from "./ceremony.ts";
import { Dealing } from "./dealing.ts";

// What a trustee posts in the round "commit".
export function commitTo(ceremony: Ceremony, dealer: number, dealing: Uint8Array): Uint8Array {
  const t = new Transcript("tabella/v1/ceremony/commit");
  t.absorb("context", ceremony.context);
  t.absorb("trustee", uint64Be(dealer));
  t.absorb("dealing", dealing);
  return t.peek(utf8("hash"));
}

// commits[j] and deals[j] are of trustee j + 1. Each dealing is the one that was hashed, decodes,
// and proves possession of its secrets.
export function openDealings(
  ceremony: Ceremony,
  commits: readonly Uint8Array[],
  deals: readonly Uint8Array[],
): Dealing[] | Refused {
  const dealings: Dealing[] = [];
  for (let dealer = 1; dealer <= ceremony.trustees; ++dealer) {
    const commit = commits[dealer - 1];
    const bytes = deals[dealer - 1];
    if (commit === undefined || bytes === undefined) {
      return new Refused("ceremony.trustee", nameOf(dealer), "no post");
    }
    if (!equalBytes(commitTo(ceremony, dealer, bytes), commit)) {
      return new Refused("ceremony.reveal", nameOf(dealer), "the dealing is not what was hashed");
    }
    const dealing = Dealing.decode(ceremony, dealer, bytes);
    if (dealing instanceof Refused) return dealing;
    const unproved = dealing.checkPossession(ceremony, dealer);
    if (unproved !== null) return unproved;
    dealings.push(dealing);
  }
  return dealings;
}
