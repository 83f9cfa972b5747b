// One grade for each option: a bit per option and grade, exactly one of the grades per option.
import { byOption, indexOf, partOf, valuesOf } from "../answer.ts";
import type { Grades } from "../definition.ts";
import type { QuestionKind } from "../kind.ts";

export const grades: QuestionKind<Grades> = {
  check: (kind) =>
    kind.grades.length < 2 ? ["grades", "kind.grades", "at least two grades are needed"] : null,

  compile(kind, { options }, builder) {
    const h = kind.grades.length;
    builder.addBits(options.length * h);
    options.forEach((_, i) => {
      kind.grades.forEach((_, g) => builder.addTotal("grade", i, g, [builder.term(i * h + g)], 1));
      builder.require(
        kind.grades.map((_, g) => builder.term(i * h + g)),
        1,
        0,
      );
    });
  },

  encode(kind, { options }, answer, bits) {
    valuesOf(partOf(answer, "grades"), options).forEach((grade, i) => {
      bits.set(i * kind.grades.length + indexOf(grade, kind.grades, "grade"));
    });
  },

  decode(kind, { options }, bits) {
    return {
      grades: byOption(
        options,
        (i) => kind.grades.find((_, g) => bits.get(i * kind.grades.length + g))!.id,
      ),
    };
  },
};
