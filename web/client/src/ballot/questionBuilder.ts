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
  | "answered";

// A total before it is packed: the sum of `row` is its value in one ballot.
export interface UnpackedTotal {
  readonly question: number;
  readonly kind: TotalKind;
  readonly first: number;
  readonly second: number;
  readonly max_value: number;
  readonly row: Row;
}

// Bits that take up the free room of an equation of the style.
export interface Slack {
  readonly equation: number;
  readonly first_bit: number;
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

export class QuestionBuilder {
  readonly equations: Equation[] = [];
  readonly totals: UnpackedTotal[] = [];
  readonly slacks: Slack[] = [];
  private readonly gates: { readonly bit: number; readonly first_inner: number }[] = [];
  next_bit: number;

  constructor(
    readonly question: number,
    readonly first_bit: number,
    private readonly first_equation: number,
    asked_bit: number | null,
  ) {
    this.next_bit = first_bit;
    if (asked_bit !== null) this.beginCondition(asked_bit, first_bit);
  }

  addBits(count: number): void {
    if (count > maxBits - this.next_bit) {
      throw new Refused(
        "definition.post_size",
        `questions[${this.question}]`,
        `more than ${maxBits} bits: no post holds such a ballot`,
      );
    }
    this.next_bit += count;
  }

  // coefficient times bit number `index` of the question.
  term(index: number, coefficient = 1): Term {
    return { bit: this.first_bit + index, coefficient };
  }

  // sum of row + slack in 0 .. room = rhs; while a condition is open, rhs is multiplied by its bit.
  require(row: Row, rhs: number, room: number): void {
    const terms = [...row];
    const first_slack = this.next_bit;
    const weights = rangeWeights(room);
    this.addBits(weights.length);
    weights.forEach((coefficient, i) => terms.push({ bit: first_slack + i, coefficient }));
    if (room > 0)
      this.slacks.push({
        equation: this.first_equation + this.equations.length,
        first_bit: first_slack,
        room,
      });
    const gate = this.gates.at(-1);
    if (gate !== undefined && rhs !== 0) terms.push({ bit: gate.bit, coefficient: -rhs });
    terms.sort((a, b) => a.bit - b.bit);
    this.equations.push({ row: terms, rhs: gate === undefined ? rhs : 0 });
  }

  beginCondition(bit: number, first_inner: number): void {
    this.gates.push({ bit, first_inner });
  }

  // sum of all inner bits + slack = N b forces them to 0 where b is 0. Multiplying right-hand sides
  // alone would leave bits free that no equation with a right-hand side binds.
  endCondition(): void {
    const { first_inner } = this.gates.at(-1)!;
    const inner = this.next_bit - first_inner;
    this.require(
      Array.from({ length: inner }, (_, j) => ({ bit: first_inner + j, coefficient: 1 })),
      inner,
      inner,
    );
    this.gates.pop();
  }

  addTotal(kind: TotalKind, first: number, second: number, row: Row, max_value: number): void {
    this.totals.push({ question: this.question, kind, first, second, max_value, row });
  }
}
