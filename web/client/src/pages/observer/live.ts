// What an operator shows now: its checkpoint, verified here under the page's policy.
import { Operators } from "../../bulletinBoard/operators.ts";
import { cosignedBy, openCheckpointUnder, parsePolicy } from "../../bulletinBoard/policy.ts";
import { encodeHex } from "../../crypto/bytes.ts";

export interface ShownCheckpoint {
  readonly operator: string;
  readonly size: bigint;
  readonly root: string;
  readonly cosigned: ReadonlyMap<string, bigint>; // times by witness
  readonly bytes: Uint8Array<ArrayBuffer>;
}

// Throws Refused where the checkpoint is not what the policy asks for, Unserved where there is
// none.
export async function seeCheckpoint(operator: string, trust: string): Promise<ShownCheckpoint> {
  const policy = parsePolicy(trust);
  const bytes = await new Operators([operator]).file("checkpoint");
  const { checkpoint, note } = openCheckpointUnder(policy, bytes);
  return {
    operator,
    size: checkpoint.size,
    root: encodeHex(checkpoint.root),
    cosigned: cosignedBy(policy, note),
    bytes,
  };
}

// Two logs of one size with two roots: somebody was shown another record.
export const disagree = (seen: readonly ShownCheckpoint[]): boolean =>
  seen.some((a) => seen.some((b) => a.size === b.size && a.root !== b.root));

// Calls `changed` whenever the operator publishes something; once a minute too, so that ages grow
// and an operator without events is asked again.
export function follow(operators: Operators, operator: string, changed: () => void): void {
  operators.follow(operator, changed);
  setInterval(changed, 60_000);
}
