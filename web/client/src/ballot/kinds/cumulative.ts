// Points spread over the options: scores whose sum is `points`, or with slack if fewer may be
// given.
import { numbersOf, partOf, refuse } from "../answer.ts";
import type { Cumulative, Question } from "../definition.ts";
import type { QuestionKind } from "../kind.ts";
import { rangeWeights } from "../questionBuilder.ts";
import { score } from "./score.ts";

// What all options together can take.
const roomOf = (kind: Cumulative, { options }: Question): number =>
  Math.min(kind.points, options.length * kind.option_maximum);

export const cumulative: QuestionKind<Cumulative> = {
  check(kind, question) {
    if (kind.points === 0) return ["points", "kind.points", "no points to give"];
    if (kind.option_maximum === 0 || kind.option_maximum > kind.points) {
      return ["maximum", "kind.option_maximum", `must be from 1 to the points, ${kind.points}`];
    }
    const room = roomOf(kind, question);
    if (kind.limit === "at_most" || room === kind.points) return null;
    return [
      "unsatisfiable",
      "kind.option_maximum",
      `the options take ${room} of ${kind.points} points that must be given`,
    ];
  },

  compile(kind, question, builder) {
    const weights = rangeWeights(kind.option_maximum);
    score.compile({ type: "score", maximum: kind.option_maximum }, question, builder);
    const sum = question.options.flatMap((_, i) =>
      weights.map((weight, w) => builder.term(i * weights.length + w, weight)),
    );
    const room = roomOf(kind, question);
    builder.require(sum, room, kind.limit === "exactly" ? 0 : room);
  },

  encode(kind, question, answer, bits) {
    const given = numbersOf(
      partOf(answer, "scores"),
      question.options,
      0,
      kind.option_maximum,
      "maximum",
    );
    const sum = given.reduce((total, value) => total + value, 0);
    if (sum > kind.points) refuse("points", `${sum} points given, at most ${kind.points}`);
    if (kind.limit === "exactly" && sum !== kind.points)
      refuse("points", `${sum} points given, exactly ${kind.points} must be`);
    score.encode({ type: "score", maximum: kind.option_maximum }, question, answer, bits);
  },

  decode: (kind, question, bits) =>
    score.decode({ type: "score", maximum: kind.option_maximum }, question, bits),
};
