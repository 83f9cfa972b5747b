// The definition that a draft makes, for the compiler to judge.
import {
  type Draft,
  type DraftOption,
  type DraftQuestion,
  type NumberName,
  type Texts,
  nonEmptyLines,
} from "./draft.ts";

// A number as it was typed; what is none stays text, for the compiler to refuse at its place.
function number(typed: string): number | string {
  return /^(0|[1-9][0-9]{0,15})$/.test(typed.trim()) ? Number(typed) : typed;
}

function kindJson(question: DraftQuestion): object {
  const n = (name: NumberName): number | string => number(question.numbers[name]);
  const blank = question.blank ? "counted" : "not_offered";
  switch (question.kind) {
    case "choose":
      return { type: "choose", minimum: n("minimum"), maximum: n("maximum"), blank };
    case "score":
      return { type: "score", maximum: n("maximum") };
    case "cumulative":
      return {
        type: "cumulative",
        points: n("points"),
        limit: question.limit,
        option_maximum: n("optionMaximum"),
      };
    case "grades":
      return { type: "grades", grades: question.others.map((each) => optionJson(each, false)) };
    case "quadratic":
      return { type: "quadratic", levels: n("levels"), credits: n("credits") };
    case "budget":
      return { type: "budget", envelope: n("envelope") };
    case "ranking":
      return { type: "ranking", ties: question.tiesAllowed ? "allowed" : "refused", blank };
    case "places":
      return {
        type: "places",
        points: question.numbers.points
          .split(/[\s,]+/)
          .filter((each) => each !== "")
          .map(number),
        minimum: n("minimum"),
      };
    case "table":
      return {
        type: "table",
        column_title: question.columnTitle,
        columns: question.others.map((each) => optionJson(each, false)),
        report: question.report,
      };
  }
}

function optionJson({ id, text, cost }: DraftOption, withCost: boolean): object {
  return withCost ? { id, text, cost: number(cost) } : { id, text };
}

function countingJson(question: DraftQuestion): object {
  const { method, winners, ties } = question;
  if (method === "none") return { method };
  const rest = { method, winners: number(winners), ties };
  if (method !== "greedy_budget") return rest;
  return { ...rest, envelope: number(question.numbers.envelope) };
}

function decisionJson(question: DraftQuestion): object {
  const majority =
    question.majority === "none"
      ? {}
      : { majority: { [question.majority]: question.majorityShare, of: question.majorityOf } };
  const adopts = question.adopts === "" ? {} : { adopts: question.adopts };
  return { turnout: question.turnout, ...majority, ...adopts };
}

function questionJson(question: DraftQuestion): object {
  const withCost = question.kind === "budget" || question.method === "greedy_budget";
  const { onlyIf } = question;
  const condition =
    onlyIf.question === ""
      ? {}
      : {
          only_if: {
            question: onlyIf.question,
            option: onlyIf.option,
            ...(onlyIf.grade === "" ? {} : { grade: onlyIf.grade }),
          },
        };
  return {
    id: question.id,
    title: question.title,
    options: question.options.map((option) => optionJson(option, withCost)),
    kind: kindJson(question),
    ...condition,
    counting: countingJson(question),
    ...(question.method === "none" ? {} : { decision: decisionJson(question) }),
  };
}

// "2090-05-01T06:00" in the clock of this device, as the definition's time.
function timeJson(local: string): string {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? local : `${time.toISOString().slice(0, 19)}Z`;
}

// Left out where nobody typed anything; else every language needs it.
const optionalText = (name: string, texts: Texts): object =>
  Object.values(texts).every((each) => each.trim() === "") ? {} : { [name]: texts };

export function definitionJson(draft: Draft): string {
  const trustees = nonEmptyLines(draft.trustees).length;
  const definition = {
    version: "tabella/v1",
    id: draft.id,
    languages: draft.languages,
    title: draft.title,
    ...optionalText("legal_basis", draft.legalBasis),
    ...optionalText("retention", draft.retention),
    schedule: { opens: timeJson(draft.opens), closes: timeJson(draft.closes) },
    roll: { max_voters: number(draft.maxVoters) },
    // Before the trustees are named, as many as are needed take their place.
    trustees: {
      count: trustees === 0 ? number(draft.threshold) : trustees,
      threshold: number(draft.threshold),
      ...(draft.mustRehearse ? { must_rehearse: true } : {}),
      ...(draft.mustShowKeys ? { must_show_keys: true } : {}),
    },
    revoting: draft.revoting ? "last_counts" : "refused",
    smallest_group: number(draft.smallestGroup),
    questions: draft.questions.map(questionJson),
  };
  return `${JSON.stringify(definition, null, 2)}\n`;
}
