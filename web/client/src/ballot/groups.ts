// How many people a question's totals speak of: docs/protocol.md, "Fields".
import type { Definition, Question } from "./definition.ts";

// The voters of a question: at most so many may be asked it, in all styles together.
export function votersOf({ roll, styles }: Definition, question: number): number {
  const asking = styles.filter(({ questions }) => questions.includes(question));
  return Math.min(
    roll.max_voters,
    asking.reduce((voters, { max_voters }) => voters + max_voters, 0),
  );
}

// Of a table the groups that it reports, of any other question 1: everybody who was asked.
export function groupsOf({ kind, options }: Question): number {
  if (kind.type !== "table") return 1;
  const [rows, columns] = [options.length, kind.columns.length];
  return kind.report === "joint" ? rows * columns : Math.max(rows, columns);
}

// Whether a total may show how somebody with a rare weight voted.
export const mayWeightsTell = ({ roll, smallest_group }: Definition): boolean =>
  roll.max_weight > 1 && (roll.weights_may_tell || smallest_group === 1);
