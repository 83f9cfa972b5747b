// Two questions as one: a bit per pair of answers, exactly one of them; counted are the joint table
// or only its margins.
import { indexOf, partOf } from "../answer.ts";
import type { Table } from "../definition.ts";
import type { QuestionKind } from "../kind.ts";

export const table: QuestionKind<Table> = {
  check({ columns }, { options }) {
    if (options.length < 2) return ["table", "options", "at least two rows are needed"];
    if (columns.length < 2) return ["table", "kind.columns", "at least two columns are needed"];
    return null;
  },

  compile({ columns, report }, { options }, builder) {
    const h = columns.length;
    builder.addBits(options.length * h);
    const cell = (r: number, c: number) => builder.term(r * h + c);
    if (report === "joint") {
      options.forEach((_, r) =>
        columns.forEach((_, c) => builder.addTotal("cell", r, c, [cell(r, c)], 1)),
      );
    } else {
      options.forEach((_, r) =>
        builder.addTotal(
          "row",
          r,
          0,
          columns.map((_, c) => cell(r, c)),
          1,
        ),
      );
      columns.forEach((_, c) =>
        builder.addTotal(
          "column",
          c,
          0,
          options.map((_, r) => cell(r, c)),
          1,
        ),
      );
    }
    builder.require(
      options.flatMap((_, r) => columns.map((_, c) => cell(r, c))),
      1,
      0,
    );
  },

  encode({ columns }, { options }, answer, bits) {
    const { row, column } = partOf(answer, "cell");
    bits.set(indexOf(row, options, "row") * columns.length + indexOf(column, columns, "column"));
  },

  decode({ columns }, { options }, bits) {
    const row = options.findIndex((_, r) =>
      columns.some((_, c) => bits.get(r * columns.length + c)),
    );
    const column = columns.findIndex((_, c) => bits.get(row * columns.length + c));
    return { cell: { row: options[row]!.id, column: columns[column]!.id } };
  },
};
