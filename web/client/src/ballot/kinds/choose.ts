// Between minimum and maximum of n options: sum b + slack = maximum. A counted blank z joins with
// maximum z, so that it leaves no room for an option.
import { type Answer, type AnswerBits, indicesOf, partOf, refuse } from "../answer.ts";
import type { Choose, Question } from "../definition.ts";
import type { QuestionKind } from "../kind.ts";
import type { QuestionBuilder } from "../questionBuilder.ts";

// Without a limit (approval) there is nothing to prove beyond bits.
const isUnlimited = (kind: Choose, n: number): boolean =>
  kind.minimum === 0 && kind.maximum === n && kind.blank === "not_offered";

export const choose: QuestionKind<Choose> = {
  check(kind, { options }) {
    if (kind.maximum === 0) return ["maximum", "kind.maximum", "nothing could be chosen"];
    if (kind.maximum > options.length)
      return ["maximum", "kind.maximum", `${kind.maximum} of ${options.length} options`];
    if (kind.minimum > kind.maximum)
      return [
        "minimum",
        "kind.minimum",
        `${kind.minimum} is more than the maximum, ${kind.maximum}`,
      ];
    return null;
  },

  compile(kind: Choose, { options }: Question, builder: QuestionBuilder) {
    const n = options.length;
    const blank = kind.blank === "counted";
    builder.addBits(n + (blank ? 1 : 0));
    const sum = options.map((_, i) => builder.term(i));
    options.forEach((_, i) => builder.addTotal("option", i, 0, [builder.term(i)], 1));
    if (blank) {
      sum.push(builder.term(n, kind.maximum));
      builder.addTotal("blank", 0, 0, [builder.term(n)], 1);
    }
    if (!isUnlimited(kind, n)) builder.require(sum, kind.maximum, kind.maximum - kind.minimum);
  },

  encode(kind: Choose, { options }: Question, answer: Answer, bits: AnswerBits) {
    if (answer === "blank") {
      if (kind.blank === "not_offered") refuse("blank", "a blank answer is not offered");
      return bits.set(options.length);
    }
    const chosen = indicesOf(partOf(answer, "chosen"), options);
    if (chosen.length > kind.maximum)
      refuse("maximum", `${chosen.length} options chosen, at most ${kind.maximum}`);
    if (chosen.length < kind.minimum)
      refuse("minimum", `${chosen.length} options chosen, at least ${kind.minimum}`);
    for (const option of chosen) bits.set(option);
  },

  decode(kind: Choose, { options }: Question, bits: AnswerBits): Answer {
    if (kind.blank === "counted" && bits.get(options.length)) return "blank";
    return { chosen: options.filter((_, i) => bits.get(i)).map(({ id }) => id) };
  },
};
