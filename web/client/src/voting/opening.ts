// Whether people can vote now. The stamped times say when they should; the box goes by its own
// clock, and officials may open, close or cancel, so operators are asked. But one who says that
// voting is over, or has not begun, when the times say otherwise may be turning voters away.
import type { Operators } from "../bulletinBoard/operators.ts";
import { isBeforeVoting, type Phase } from "../bulletinBoard/phase.ts";
import { readPhases } from "../bulletinBoard/status.ts";

export type Opening =
  | { readonly state: "not_open" | "open" | "closed" }
  // These operators say so, nobody says that it is open, and the times say otherwise
  | {
      readonly state: "denied";
      readonly as: "not_open" | "closed";
      readonly operators: readonly string[];
    };

export interface OpeningQuestion {
  readonly operators: Operators;
  readonly election: string;
  // Seconds since 1970
  readonly opens: number;
  readonly closes: number;
  readonly now: number;
}

const patienceMs = 5_000;

interface Told {
  readonly operator: string;
  readonly phase: Phase;
}

async function askPhase(
  operators: Operators,
  operator: string,
  election: string,
): Promise<Told | null> {
  const reply = await operators.ask(operator, "/status", { timeoutMs: patienceMs });
  const known = reply === null ? null : readPhases(reply);
  const phase = known?.find((each) => each.election === election)?.phase;
  return phase === undefined ? null : { operator, phase };
}

export async function askOpening({
  operators,
  election,
  opens,
  closes,
  now,
}: OpeningQuestion): Promise<Opening> {
  const answers = await Promise.all(
    operators.addresses.map((operator) => askPhase(operators, operator, election)),
  );
  const told = answers.filter((answer) => answer !== null);
  if (told.some(({ phase }) => phase === "open")) return { state: "open" };
  if (now >= closes) return { state: "closed" };
  const planned = now < opens ? "not_open" : "open";
  const [first] = told;
  if (first === undefined) return { state: planned };
  const as = isBeforeVoting(first.phase) ? "not_open" : "closed";
  if (as === planned) return { state: planned };
  return { state: "denied", as, operators: told.map(({ operator }) => operator) };
}
