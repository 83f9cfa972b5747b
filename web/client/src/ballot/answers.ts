// Answers to bits and back: docs/protocol.md, "Answers". Runs on the voter's device, where the
// answers are in the open; what must not depend on them in time is the proof.
import { Refused } from "../crypto/refused.ts";
import { wipe } from "../crypto/sodium.ts";
import type { Row } from "../crypto/style.ts";
import { type Answer, AnswerBits, type Answers } from "./answer.ts";
import type { CompiledQuestion, CompiledStyle } from "./compile.ts";
import type { Definition } from "./definition.ts";
import { kindOf } from "./kinds.ts";

const valueOf = (row: Row, bits: Uint8Array): number =>
  row.reduce((sum, { bit, coefficient }) => sum + coefficient * bits[bit]!, 0);

const isAsked = (part: CompiledQuestion, bits: Uint8Array): boolean =>
  part.askedBit === null || bits[part.askedBit] === 1;

// What is missing to the right-hand side, under the slack's weights.
function fillSlack({ style }: CompiledStyle, part: CompiledQuestion, bits: Uint8Array): void {
  for (const { equation, firstBit: firstBit, room } of part.slacks) {
    const { row, rhs } = style.equations[equation]!;
    new AnswerBits(bits, firstBit).setNumber(0, rhs - valueOf(row, bits), room);
  }
}

function encodeAnswer(
  definition: Definition,
  part: CompiledQuestion,
  answer: Answer | undefined,
  bits: Uint8Array,
): void {
  const asked = isAsked(part, bits);
  if (asked !== (answer !== undefined)) {
    throw new Refused("answers.condition", "", asked ? "is not answered" : "is not asked");
  }
  const question = definition.questions[part.question]!;
  if (answer !== undefined)
    kindOf(question.kind).encode(
      question.kind,
      question,
      answer,
      new AnswerBits(bits, part.firstBit),
    );
}

// The bits of the style, one byte 0 or 1 each; the caller wipes them. Throws Refused with a code
// answers.* and the path "question N" or the id of what is not a question.
export function toBits(definition: Definition, style: CompiledStyle, answers: Answers): Uint8Array {
  const ids = style.questions.map((part) => definition.questions[part.question]!.id);
  for (const id of Object.keys(answers)) {
    if (!ids.includes(id))
      throw new Refused("answers.question", id, "is no question of this ballot");
  }
  const bits = new Uint8Array(style.style.bits);
  try {
    style.questions.forEach((part, i) => {
      try {
        encodeAnswer(
          definition,
          part,
          Object.hasOwn(answers, ids[i]!) ? answers[ids[i]!] : undefined,
          bits,
        );
      } catch (error) {
        throw error instanceof Refused ? error.within(`question ${i + 1}`) : error;
      }
      fillSlack(style, part, bits);
    });
  } catch (error) {
    wipe(bits);
    throw error;
  }
  return bits;
}

// Why this answer to a question that is asked cannot be sealed, or null: what a page asks while the
// voter is still marking.
export function checkAnswer(definition: Definition, index: number, answer: Answer): Refused | null {
  const question = definition.questions[index]!;
  // As many bits as any question has.
  const bits = new Uint8Array(2048);
  try {
    kindOf(question.kind).encode(question.kind, question, answer, new AnswerBits(bits, 0));
    return null;
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  } finally {
    wipe(bits);
  }
}

// The questions of a style that these answers ask, by index in the definition: what a page shows
// next.
export function askedQuestions(
  definition: Definition,
  style: CompiledStyle,
  answers: Answers,
): number[] {
  const asked: number[] = [];
  for (const { question } of style.questions) {
    const condition = definition.questions[question]!.only_if;
    if (
      condition === null ||
      (asked.includes(condition.question) && holds(definition, condition, answers))
    )
      asked.push(question);
  }
  return asked;
}

function holds(
  definition: Definition,
  { question, option, grade }: { question: number; option: number; grade: number },
  answers: Answers,
): boolean {
  const other = definition.questions[question]!;
  const answer = Object.hasOwn(answers, other.id) ? answers[other.id] : undefined;
  if (answer === undefined || answer === "blank") return false;
  const id = other.options[option]!.id;
  if ("chosen" in answer) return answer.chosen.includes(id);
  return (
    "grades" in answer &&
    other.kind.type === "grades" &&
    answer.grades[id] === other.kind.grades[grade]!.id
  );
}

// The answers that legal bits say.
export function fromBits(definition: Definition, style: CompiledStyle, bits: Uint8Array): Answers {
  const legal =
    bits.length === style.style.bits &&
    bits.every((bit) => bit <= 1) &&
    style.style.equations.every(({ row, rhs }) => valueOf(row, bits) === rhs);
  if (!legal)
    throw new Refused(
      "answers.bits",
      "",
      "the bits break an equation of the style, or are not as many",
    );
  const asked = style.questions.filter((part) => isAsked(part, bits));
  return Object.fromEntries(
    asked.map((part) => {
      const question = definition.questions[part.question]!;
      return [
        question.id,
        kindOf(question.kind).decode(question.kind, question, new AnswerBits(bits, part.firstBit)),
      ];
    }),
  );
}
