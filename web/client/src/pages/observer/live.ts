// What an operator shows now. The checkpoint is verified here under the page's policy; the status
// is the operator's own word until the record is verified.
import { cosignedBy, openCheckpointUnder, parsePolicy } from "../../bulletinBoard/policy.ts";
import { encodeHex } from "../../crypto/bytes.ts";

export interface ElectionStatus {
  readonly election: string;
  readonly phase: string;
  readonly roll: number;
  readonly accepted: number;
  readonly tested: number;
  readonly checked: number;
  readonly shares: number;
}

export interface Status {
  readonly size: number;
  readonly height: number;
  readonly time: number; // seconds since 1970
  readonly published: number;
  readonly elections: readonly ElectionStatus[];
}

export interface Seen {
  readonly operator: string;
  readonly size: bigint;
  readonly root: string;
  readonly cosigned: ReadonlyMap<string, bigint>; // times by witness
  readonly bytes: Uint8Array<ArrayBuffer>;
}

async function read(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(address, { credentials: "omit", cache: "no-store" });
  if (!answer.ok) throw new Error(`${address}: answered with ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

// Throws Refused where the checkpoint is not what the policy asks for.
export async function seeCheckpoint(operator: string, trust: string): Promise<Seen> {
  const policy = parsePolicy(trust);
  const bytes = await read(`${operator}/checkpoint`);
  const { checkpoint, note } = openCheckpointUnder(policy, bytes);
  return {
    operator,
    size: checkpoint.size,
    root: encodeHex(checkpoint.root),
    cosigned: cosignedBy(policy, note),
    bytes,
  };
}

export async function readStatus(operator: string): Promise<Status> {
  return JSON.parse(new TextDecoder().decode(await read(`${operator}/status`))) as Status;
}

// Two logs of one size with two roots: somebody was shown another record.
export const disagree = (seen: readonly Seen[]): boolean =>
  seen.some((a) => seen.some((b) => a.size === b.size && a.root !== b.root));

// Calls `changed` whenever the operator publishes something; once a minute too, so that ages grow
// and an operator without events is asked again.
export function follow(operator: string, changed: () => void): void {
  const events = new EventSource(`${operator}/events`);
  events.addEventListener("checkpoint", changed);
  setInterval(changed, 60_000);
}
