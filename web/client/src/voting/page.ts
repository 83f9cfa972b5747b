// What every screen of the voter page is given.
import type { Frame } from "../ui/frame.ts";
import type { Stamp } from "../ui/stamp.ts";
import type { SeenLog } from "../bulletinBoard/seenLog.ts";
import type { Operators } from "../bulletinBoard/operators.ts";
import type { Visit } from "./visit.ts";

export interface VoterPage {
  readonly stamp: Stamp;
  readonly frame: Frame;
  readonly operators: Operators;
  // null: in practice there is none.
  readonly seen: SeenLog | null;
  readonly visit: Visit;
  // The made-up code of a practice run on this page; null: this is the election itself
  readonly practice: string | null;
}

export const mayReplace = ({ visit }: VoterPage): boolean =>
  visit.election.definition.revoting === "last_counts";

// The steps that a progress label counts.
export const steps = { code: 1, questions: 2, review: 3, cast: 4, done: 5 } as const;
export const stepCount = 5;
