// All options in order. p_ij = 1: i is ranked above j.
//   strict      p_ij for i < j; for each triple p_ij + p_jk - p_ik is a bit: no cycle
//   with ties   p_ij + p_ji + t_ij = 1; for each ordered triple p_ik + p_kj - p_ij is a bit
// A ranking that may be left blank has one more bit, "answered", first: the condition of all
// others, since all p_ij = 0 is itself a ranking and not a blank.
import { type Answer, type AnswerBits, indicesOf, partOf, refuse } from "../answer.ts";
import type { Question, Ranking } from "../definition.ts";
import type { QuestionKind } from "../kind.ts";
import { maxBits } from "../questionBuilder.ts";

const maxOptions = 64;

// Where the bits are among the question's answer bits.
class Layout {
  readonly n: number;
  readonly first: number;
  readonly ties: boolean;
  readonly pairs: number;

  constructor(kind: Ranking, { options }: Question) {
    this.n = options.length;
    this.first = kind.blank === "counted" ? 1 : 0;
    this.ties = kind.ties === "allowed";
    this.pairs = (this.n * (this.n - 1)) / 2;
  }

  get size(): number {
    return this.first + (this.ties ? 3 : 1) * this.pairs;
  }

  // At least so many slack bits.
  get triples(): number {
    return (this.ties ? 6 : 1) * ((this.pairs * (this.n - 2)) / 3);
  }

  // Of i < j among all pairs in lexicographic order.
  #pair(i: number, j: number): number {
    return i * this.n - (i * (i + 1)) / 2 + (j - i - 1);
  }

  // Strict: only i < j.
  above(i: number, j: number): number {
    return this.first + (i < j ? this.#pair(i, j) : this.pairs + this.#pair(j, i));
  }

  tied(i: number, j: number): number {
    return this.first + 2 * this.pairs + this.#pair(i, j);
  }

  *eachPair(): Generator<readonly [number, number]> {
    for (let i = 0; i < this.n; ++i) {
      for (let j = i + 1; j < this.n; ++j) yield [i, j];
    }
  }

  *eachTriple(): Generator<readonly [number, number, number]> {
    for (let i = 0; i < this.n; ++i) {
      for (let j = 0; j < this.n; ++j) {
        for (let k = 0; k < this.n; ++k) {
          if (this.ties ? i !== j && j !== k && i !== k : i < k && k < j) yield [i, j, k];
        }
      }
    }
  }
}

function tiersOf(kind: Ranking, question: Question, answer: Answer): number[] {
  const tiers = partOf(answer, "ranking");
  const flat = indicesOf(tiers.flat(), question.options);
  for (const tier of tiers) {
    if (tier.length === 0) refuse("tier", "a tier is empty");
    if (kind.ties === "refused" && tier.length > 1)
      refuse("tie", `${tier.length} options in one tier`);
  }
  const n = question.options.length;
  if (flat.length !== n) refuse("length", `${flat.length} of ${n} options are ranked`);
  return question.options.map(({ id }) => tiers.findIndex((tier) => tier.includes(id)));
}

export const ranking: QuestionKind<Ranking> = {
  check(kind, question) {
    const at = new Layout(kind, question);
    if (at.n < 2) return ["options", "options", "at least two are needed"];
    if (at.n <= maxOptions && at.size + at.triples <= maxBits) return null;
    return ["post_size", "options", `no post holds a ranking of ${at.n} options`];
  },

  compile(kind, question, builder) {
    const at = new Layout(kind, question);
    builder.addBits(at.size);
    const blank = kind.blank === "counted";
    if (blank) {
      builder.addTotal("answered", 0, 0, [builder.term(0)], 1);
      builder.beginCondition(builder.term(0).bit, builder.term(1).bit);
    }
    for (const [i, j] of at.eachPair()) {
      const above = builder.term(at.above(i, j));
      builder.addTotal("above", i, j, [above], 1);
      if (!at.ties) continue;
      const below = builder.term(at.above(j, i));
      builder.addTotal("above", j, i, [below], 1);
      builder.require([above, below, builder.term(at.tied(i, j))], 1, 0);
    }
    for (const [i, j, k] of at.eachTriple()) {
      builder.require(
        [
          builder.term(at.above(i, j)),
          builder.term(at.above(i, k), -1),
          builder.term(at.above(k, j), -1),
        ],
        0,
        1,
      );
    }
    if (!blank) return;
    builder.endCondition();
    if (question.only_if !== null) builder.require([builder.term(0)], 1, 1);
  },

  encode(kind, question, answer, bits) {
    if (answer === "blank") {
      if (kind.blank === "not_offered") refuse("blank", "a blank answer is not offered");
      return;
    }
    const tier = tiersOf(kind, question, answer);
    const at = new Layout(kind, question);
    if (kind.blank === "counted") bits.set(0);
    for (const [i, j] of at.eachPair()) {
      if (tier[i]! < tier[j]!) bits.set(at.above(i, j));
      if (at.ties && tier[i]! > tier[j]!) bits.set(at.above(j, i));
      if (at.ties && tier[i] === tier[j]) bits.set(at.tied(i, j));
    }
  },

  decode(kind, question, bits: AnswerBits): Answer {
    if (kind.blank === "counted" && !bits.get(0)) return "blank";
    const at = new Layout(kind, question);
    const standsAbove = (i: number, j: number): boolean =>
      at.ties || i < j ? bits.get(at.above(i, j)) : !bits.get(at.above(j, i));
    // An option's tier is told by the number of options above it.
    const tiers = question.options.map((): string[] => []);
    question.options.forEach(({ id }, i) => {
      tiers[question.options.filter((_, j) => i !== j && standsAbove(j, i)).length]!.push(id);
    });
    return { ranking: tiers.filter((tier) => tier.length > 0) };
  },
};
