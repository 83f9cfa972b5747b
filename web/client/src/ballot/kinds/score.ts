// 0 .. maximum for each option: bits whose weights cover exactly that, and no equation.
import { byOption, numbersOf, partOf } from "../answer.ts";
import type { Score } from "../definition.ts";
import type { QuestionKind } from "../kind.ts";
import { rangeWeights } from "../questionBuilder.ts";

export const score: QuestionKind<Score> = {
  check: ({ maximum }) => (maximum === 0 ? ["maximum", "kind.maximum", "all scores are 0"] : null),

  compile({ maximum }, { options }, builder) {
    const weights = rangeWeights(maximum);
    builder.addBits(options.length * weights.length);
    options.forEach((_, i) => {
      const row = weights.map((weight, w) => builder.term(i * weights.length + w, weight));
      builder.addTotal("option", i, 0, row, maximum);
    });
  },

  encode({ maximum }, { options }, answer, bits) {
    const each = rangeWeights(maximum).length;
    numbersOf(partOf(answer, "scores"), options, 0, maximum, "maximum").forEach((value, i) =>
      bits.setNumber(i * each, value, maximum),
    );
  },

  decode({ maximum }, { options }, bits) {
    const each = rangeWeights(maximum).length;
    return { scores: byOption(options, (i) => bits.number(i * each, maximum)) };
  },
};
