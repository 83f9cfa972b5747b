// Collects the bits, equations and totals of one question: docs/protocol.md, "Questions as bits".
import { Refused } from "../crypto/refused.ts";
import type { Equation, Row, Term } from "../crypto/style.ts";

// No style has more bits than fit into a post.
export const maxBits = 1535;

export type TotalKind =
  | "option"
  | "blank"
  | "grade"
  | "in_favor"
  | "against"
  | "above"
  | "cell"
  | "row"
  | "column"
  | "answered"
  | "asked";

// A total before it is packed: the sum of `row` is its value in one ballot.
export interface UnpackedTotal {
  readonly question: number;
  readonly kind: TotalKind;
  readonly first: number;
  readonly second: number;
  readonly maxValue: number;
  readonly row: Row;
}

// Bits that take up the free room of an equation of the style.
export interface Slack {
  readonly equation: number;
  readonly firstBit: number;
  readonly room: number;
}

// Bits under these weights write exactly the numbers 0 .. room; the last weight is trimmed, because
// otherwise a voter could go beyond a limit.
export function rangeWeights(room: number): number[] {
  const weights: number[] = [];
  for (let weight = 1; room > 0; weight *= 2) {
    const taken = Math.min(weight, room);
    weights.push(taken);
    room -= taken;
  }
  return weights;
}

// Made for one question by compileStyle, filled by its kind (kinds/), then read once. Bits and
// equations are numbered on from those of the questions before.
export class QuestionBuilder {
  readonly #first_equation: number;
  readonly equations: Equation[] = [];
  readonly totals: UnpackedTotal[] = [];
  readonly slacks: Slack[] = [];
  readonly #gates: { readonly bit: number; readonly firstInner: number }[] = [];
  nextBit: number;

  constructor(
    readonly question: number,
    readonly firstBit: number,
    firstEquation: number,
    askedBit: number | null,
  ) {
    this.#first_equation = firstEquation;
    this.nextBit = firstBit;
    if (askedBit === null) return;
    this.addTotal("asked", 0, 0, [{ bit: askedBit, coefficient: 1 }], 1);
    this.beginCondition(askedBit, firstBit);
  }

  addBits(count: number): void {
    if (count > maxBits - this.nextBit) {
      throw new Refused(
        "definition.post_size",
        `questions[${this.question}]`,
        `more than ${maxBits} bits: no post holds such a ballot`,
      );
    }
    this.nextBit += count;
  }

  // coefficient times bit number `index` of the question.
  term(index: number, coefficient = 1): Term {
    return { bit: this.firstBit + index, coefficient };
  }

  // sum of row + slack in 0 .. room = rhs; while a condition is open, rhs is multiplied by its bit.
  require(row: Row, rhs: number, room: number): void {
    const terms = [...row];
    const firstSlack = this.nextBit;
    const weights = rangeWeights(room);
    this.addBits(weights.length);
    weights.forEach((coefficient, i) => terms.push({ bit: firstSlack + i, coefficient }));
    if (room > 0)
      this.slacks.push({
        equation: this.#first_equation + this.equations.length,
        firstBit: firstSlack,
        room,
      });
    const gate = this.#gates.at(-1);
    if (gate !== undefined && rhs !== 0) terms.push({ bit: gate.bit, coefficient: -rhs });
    terms.sort((a, b) => a.bit - b.bit);
    this.equations.push({ row: terms, rhs: gate === undefined ? rhs : 0 });
  }

  beginCondition(bit: number, firstInner: number): void {
    this.#gates.push({ bit, firstInner: firstInner });
  }

  // sum of all inner bits + slack = N b forces them to 0 where b is 0. Multiplying right-hand sides
  // alone would leave bits free that no equation with a right-hand side binds.
  endCondition(): void {
    const { firstInner: firstInner } = this.#gates.at(-1)!;
    const inner = this.nextBit - firstInner;
    this.require(
      Array.from({ length: inner }, (_, j) => ({ bit: firstInner + j, coefficient: 1 })),
      inner,
      inner,
    );
    this.#gates.pop();
  }

  addTotal(kind: TotalKind, first: number, second: number, row: Row, maxValue: number): void {
    this.totals.push({ question: this.question, kind, first, second, maxValue: maxValue, row });
  }
}
