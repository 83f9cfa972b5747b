// An election as a voter's device knows it, and what a ballot of it proves.
import type { CompiledStyle } from "./compile.ts";
import type { Definition } from "./definition.ts";
import { ballotsFingerprint } from "./fingerprint.ts";
import type { Statement } from "../crypto/ballotProof.ts";
import type { Bytes } from "../crypto/bytes.ts";
import type { Element } from "../crypto/group.ts";

// From the stamp of its page.
export interface Election {
  readonly definition: Definition;
  readonly styles: readonly CompiledStyle[];
  // The election fingerprint.
  readonly fingerprint: Bytes;
  readonly key: Element;
}

export function statementOf(
  election: Election,
  style: CompiledStyle,
  credential: Element,
  sequence: number,
): Statement {
  return {
    style: style.style,
    election: ballotsFingerprint(election.fingerprint, style.id),
    key: election.key,
    credential,
    sequence,
  };
}
