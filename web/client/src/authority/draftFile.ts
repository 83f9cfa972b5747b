// The file in which a draft is kept until it is announced:
//
//   {"type":"tabella/v1/draft","draft":{"id":"square","languages":["en"], ...}}
import { methods } from "../ballot/definition.ts";
import { fields, flag, listOf, mapOf, oneOf, optional, text, tryShape } from "../ballot/shape.ts";
import { type Draft, type KindName, numbersOf } from "./draft.ts";

const optionShape = fields({ id: text, text: mapOf(text), cost: text });

const questionShape = fields({
  id: text,
  title: mapOf(text),
  kind: oneOf(Object.keys(numbersOf) as KindName[]),
  options: listOf(optionShape),
  others: listOf(optionShape),
  columnTitle: mapOf(text),
  numbers: fields({
    minimum: text,
    maximum: text,
    points: text,
    optionMaximum: text,
    levels: text,
    credits: text,
    envelope: text,
  }),
  limit: oneOf(["exactly", "at_most"]),
  blank: flag,
  tiesAllowed: flag,
  report: oneOf(["joint", "margins"]),
  method: oneOf(methods),
  winners: text,
  ties: oneOf(["order", "lot"]),
  turnout: text,
  majority: oneOf(["none", "more_than", "at_least"]),
  majorityShare: text,
  majorityOf: oneOf(["votes", "ballots", "roll"]),
  adopts: text,
  onlyIf: fields({ question: text, option: text, grade: text }),
});

// A draft of an earlier version has no place for what is optional.
const draftShape = fields({
  id: text,
  languages: listOf(text),
  title: mapOf(text),
  legalBasis: optional(mapOf(text), {}),
  retention: optional(mapOf(text), {}),
  opens: text,
  closes: text,
  maxVoters: text,
  threshold: text,
  mustRehearse: optional(flag, true),
  mustShowKeys: optional(flag, true),
  revoting: flag,
  smallestGroup: text,
  questions: listOf(questionShape),
  officialsThreshold: text,
  officials: text,
  registrar: text,
  trustees: text,
});

const fileShape = fields({ type: oneOf(["tabella/v1/draft"]), draft: draftShape });

// Null where the text is not a draft, or has more than this program knows. What was read is fresh:
// it may be written on.
export const parseDraft = (json: string): Draft | null =>
  (tryShape(json, fileShape)?.draft as Draft | undefined) ?? null;

export const encodeDraft = (draft: Draft): string =>
  `${JSON.stringify({ type: "tabella/v1/draft", draft }, null, 2)}\n`;
