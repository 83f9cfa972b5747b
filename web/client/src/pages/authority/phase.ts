// Where an election is, in words.
import { type Words, say } from "../../text/texts.ts";

const phases = [
  "commit",
  "deal",
  "certify",
  "roll",
  "ready",
  "open",
  "closed",
  "finished",
  "cancelled",
  "archived",
] as const;
export type Phase = (typeof phases)[number];

export function phaseWords(phase: string): Words {
  return say(`authority.phase.${phases.find((each) => each === phase) ?? "archived"}`);
}
