// The result of an election as the rules derive it (tally/result_json.cpp), as far as pages show
// it:
//
//   {"type":"result","questions":[{"question":"trees","outcome":"adopted","winners":["yes"],
//   "count":{"roll":5,"took_part":4,"asked":4,"blank":0,
//   "totals":[{"of":"option","ids":["yes"],"value":3}, ...]},
//   "by_style":[{"styles":["north","south"],"count":{"roll":3, ...}}, ...]}]}
import {
  type Shaped,
  integer,
  listOf,
  oneOf,
  optional,
  readShape,
  someFields,
  text,
} from "../ballot/shape.ts";

const totalShape = someFields({
  of: text, // what is counted: option, blank, grade, ...
  ids: listOf(text),
  value: integer,
});
export type CountedTotal = Shaped<typeof totalShape>;

const countShape = someFields({
  roll: integer,
  took_part: integer,
  totals: listOf(totalShape), // none where they are withheld
});

const questionResultShape = someFields({
  question: text,
  outcome: text,
  count: countShape,
  by_style: optional(listOf(someFields({ styles: listOf(text), count: countShape })), []),
});
// Sentences, by language: the verifier's words, and no part of the result.
export type Reasons = Readonly<Record<string, readonly string[]>>;
export type QuestionResult = Shaped<typeof questionResultShape> & { readonly because: Reasons };

const resultShape = someFields({ type: oneOf(["result"]), questions: listOf(questionResultShape) });
export interface ElectionResult {
  readonly questions: readonly QuestionResult[];
}

// With the reasons of each question, in their order. Throws Refused json.*.
export const readElectionResult = (json: string, reasons: readonly Reasons[]): ElectionResult => ({
  questions: readShape(json, resultShape).questions.map((question, i) => ({
    ...question,
    because: reasons[i] ?? {},
  })),
});
