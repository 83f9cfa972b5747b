// What the compiler knows about each kind of question; every kind has one file in kinds/.
import type { Answer, AnswerBits } from "./answer.ts";
import type { Kind, Question } from "./definition.ts";
import type { QuestionBuilder } from "./questionBuilder.ts";

// Code after "definition.", path within the question, detail.
export type KindFault = readonly [code: string, path: string, detail: string];

export interface QuestionKind<K extends Kind> {
  // What nobody could answer or what could not be counted.
  check(kind: K, question: Question): KindFault | null;
  // Answer bits, equations, totals.
  compile(kind: K, question: Question, builder: QuestionBuilder): void;
  // Sets the answer bits (slack is filled in afterwards) or throws what is forbidden.
  encode(kind: K, question: Question, answer: Answer, bits: AnswerBits): void;
  // The answer that bits say which obey the equations.
  decode(kind: K, question: Question, bits: AnswerBits): Answer;
}
