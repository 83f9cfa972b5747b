// What an operator shows now: its checkpoint, verified here under the page's policy.
import { type Extension, findExtension } from "../../bulletinBoard/extension.ts";
import { Operators } from "../../bulletinBoard/operators.ts";
import { cosignedBy, openCheckpointUnder, parsePolicy } from "../../bulletinBoard/policy.ts";
import type { Hash } from "../../bulletinBoard/merkleTree.ts";

export interface ShownCheckpoint {
  readonly operator: string;
  readonly size: bigint;
  readonly root: Hash;
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
    root: checkpoint.root,
    cosigned: cosignedBy(policy, note),
    bytes,
  };
}

// A checkpoint beside the largest that any operator shows.
export interface ComparedCheckpoint {
  readonly shown: ShownCheckpoint;
  readonly missing: number; // entries
  readonly extension: Extension;
}

// The largest first. A smaller copy is behind only if the files show that the largest extends it.
export async function compareCheckpoints(
  operators: Operators,
  seen: readonly ShownCheckpoint[],
): Promise<ComparedCheckpoint[]> {
  const sorted = [...seen].sort((a, b) => Number(b.size - a.size));
  const readers = operators.addresses.map((operator) => operators.reader(operator));
  return Promise.all(
    sorted.map(async (shown) => ({
      shown,
      missing: Number(sorted[0]!.size - shown.size),
      extension: await findExtension(shown, sorted[0]!, readers),
    })),
  );
}

// Calls `changed` whenever the operator publishes something; once a minute too, so that ages grow
// and an operator without events is asked again.
export function follow(operators: Operators, operator: string, changed: () => void): void {
  operators.follow(operator, changed);
  setInterval(changed, 60_000);
}
