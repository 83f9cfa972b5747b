// A level in -t .. t for each option, a bit for each level; the squares add up to at most
// `credits`.
import { byOption, numbersOf, partOf, refuse } from "../answer.ts";
import type { Quadratic } from "../definition.ts";
import type { QuestionKind } from "../kind.ts";

const levelsOf = (t: number): number[] => Array.from({ length: 2 * t + 1 }, (_, i) => i - t);

export const quadratic: QuestionKind<Quadratic> = {
  check(kind) {
    if (kind.levels === 0) return ["levels", "kind.levels", "only level 0"];
    if (kind.levels * kind.levels <= kind.credits) return null;
    return [
      "unsatisfiable",
      "kind.credits",
      `level ${kind.levels} costs more than ${kind.credits} credits`,
    ];
  },

  compile({ levels: t, credits }, { options }, builder) {
    const n = options.length;
    builder.addBits(n * (2 * t + 1));
    const levels = levelsOf(t);
    const terms = (
      i: number,
      keep: (level: number) => boolean,
      weight: (level: number) => number,
    ) =>
      levels.filter(keep).map((level) => builder.term(i * (2 * t + 1) + level + t, weight(level)));
    options.forEach((_, i) => {
      builder.require(
        terms(
          i,
          () => true,
          () => 1,
        ),
        1,
        0,
      );
      builder.addTotal(
        "in_favor",
        i,
        0,
        terms(
          i,
          (v) => v > 0,
          (v) => v,
        ),
        t,
      );
      builder.addTotal(
        "against",
        i,
        0,
        terms(
          i,
          (v) => v < 0,
          (v) => -v,
        ),
        t,
      );
    });
    const room = Math.min(credits, n * t * t);
    builder.require(
      options.flatMap((_, i) =>
        terms(
          i,
          (v) => v !== 0,
          (v) => v * v,
        ),
      ),
      room,
      room,
    );
  },

  encode({ levels: t, credits }, { options }, answer, bits) {
    const levels = numbersOf(partOf(answer, "levels"), options, -t, t, "level");
    const spent = levels.reduce((sum, level) => sum + level * level, 0);
    if (spent > credits) refuse("credits", `${spent} credits spent, at most ${credits}`);
    levels.forEach((level, i) => bits.set(i * (2 * t + 1) + level + t));
  },

  decode({ levels: t }, { options }, bits) {
    return {
      levels: byOption(options, (i) =>
        levelsOf(t).find((level) => bits.get(i * (2 * t + 1) + level + t))!,
      ),
    };
  },
};
