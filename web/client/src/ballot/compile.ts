// A definition's questions as bits, equations and counters: docs/protocol.md, "Questions as bits"
// and "Packing". Every style is compiled from the definition, never taken from anywhere else.
import { Refused } from "../crypto/refused.ts";
import { type Equation, type Row, sealedSize, type Style } from "../crypto/style.ts";
import type { BallotStyle, Condition, Definition } from "./definition.ts";
import { votersOf } from "./groups.ts";
import { kindOf } from "./kinds.ts";
import { counterBits, pack, slotWidth, type Total } from "./packing.ts";
import { ballotPostSize, maxPostSize } from "./postSize.ts";
import { QuestionBuilder, type Slack } from "./questionBuilder.ts";

// A question's part of a style.
export interface CompiledQuestion {
  // Index in the definition.
  readonly question: number;
  readonly firstBit: number;
  // In an order in which each can be computed.
  readonly slacks: readonly Slack[];
  // The bit of an earlier question that is 1 exactly if this one is asked; null: always asked.
  readonly askedBit: number | null;
}

export interface CompiledStyle {
  readonly id: string;
  readonly style: Style;
  readonly questions: readonly CompiledQuestion[];
  readonly totals: readonly Total[];
}

const largestSum = 2 ** 53;

// No sum of an equation comes near the group order, or leaves exact integers.
function couldWrap({ row, rhs }: Equation): boolean {
  let sum = Math.abs(rhs);
  for (const { coefficient } of row) {
    if (Math.abs(coefficient) > largestSum - sum) return true;
    sum += Math.abs(coefficient);
  }
  return sum > largestSum;
}

// Kinds that can be a condition begin with one bit per option, or per option and grade.
function conditionBit(
  definition: Definition,
  parts: readonly CompiledQuestion[],
  { question, option, grade }: Condition,
): number {
  const { kind } = definition.questions[question]!;
  const { firstBit: firstBit } = parts.find((part) => part.question === question)!;
  return firstBit + (kind.type === "grades" ? option * kind.grades.length + grade : option);
}

// `ballot_style` is one of the definition's. Throws Refused with a code definition.*.
export function compileStyle(definition: Definition, ballotStyle: BallotStyle): CompiledStyle {
  const parts: CompiledQuestion[] = [];
  const equations: Equation[] = [];
  const totals: Total[] = [];
  const counters: Row[] = [];
  let bits = 0;
  for (const index of ballotStyle.questions) {
    const question = definition.questions[index]!;
    const path = `questions[${index}]`;
    const askedBit =
      question.only_if === null ? null : conditionBit(definition, parts, question.only_if);
    const builder = new QuestionBuilder(index, bits, equations.length, askedBit);
    kindOf(question.kind).compile(question.kind, question, builder);
    if (askedBit !== null) builder.endCondition();
    if (builder.equations.some(couldWrap)) {
      throw new Refused(
        "definition.coefficients",
        path,
        "the numbers of an equation are too large",
      );
    }
    // Of all styles that ask it, because their ciphertexts are added.
    const maxWeightSum = votersOf(definition, index) * definition.roll.max_weight;
    if (builder.totals.some(({ maxValue }) => slotWidth(maxWeightSum, maxValue) > counterBits))
      throw new Refused("definition.total", path, "a total could exceed 2^44 - 1");
    const packed = pack(builder.totals, maxWeightSum);
    totals.push(
      ...packed.totals.map((total) => ({ ...total, counter: counters.length + total.counter })),
    );
    counters.push(...packed.counters);
    equations.push(...builder.equations);
    parts.push({ question: index, firstBit: bits, slacks: builder.slacks, askedBit: askedBit });
    bits = builder.nextBit;
  }
  const style: Style = { bits, counters, equations };
  const size = ballotPostSize(ballotStyle.id, sealedSize(style));
  if (size > maxPostSize) {
    throw new Refused(
      "definition.post_size",
      `styles.${ballotStyle.id}`,
      `a ballot is a post of ${size} bytes, at most ${maxPostSize}`,
    );
  }
  return { id: ballotStyle.id, style, questions: parts, totals };
}

// In the order of the definition.
export const compileAll = (definition: Definition): CompiledStyle[] =>
  definition.styles.map((style) => compileStyle(definition, style));
