// The result of an election as the rules derive it (tally/result_json.cpp), as far as pages show
// it:
//
//   {"type":"result","questions":[{"question":"trees","outcome":"adopted","winners":["yes"],
//   "because":{"en":["..."]},"count":{"roll":5,"took_part":4,"asked":4,"blank":0,
//   "totals":[{"of":"option","ids":["yes"],"value":3}, ...]}}]}
import {
  type Shaped,
  integer,
  listOf,
  mapOf,
  oneOf,
  optional,
  readShape,
  someFields,
  text,
} from "../ballot/shape.ts";

const totalShape = someFields({
  of: text, // what is counted: option, blank, grade, ...
  ids: listOf(text),
  value: optional(integer, undefined), // left out where it is withheld
});
export type CountedTotal = Shaped<typeof totalShape>;

const questionResultShape = someFields({
  question: text,
  outcome: text,
  because: mapOf(listOf(text)), // sentences, by language
  count: someFields({ roll: integer, took_part: integer, totals: listOf(totalShape) }),
});
export type QuestionResult = Shaped<typeof questionResultShape>;

const resultShape = someFields({ type: oneOf(["result"]), questions: listOf(questionResultShape) });
export type ElectionResult = Shaped<typeof resultShape>;

// Throws Refused json.*.
export const readElectionResult = (json: string): ElectionResult => readShape(json, resultShape);
