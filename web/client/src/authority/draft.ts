// A definition in the making: what officials have typed so far, as text, so that nothing they typed is
// lost while it is not right yet. `definitionJson` writes what the compiler judges.
import type { Kind, Method } from "../ballot/definition.ts";

export type Texts = Record<string, string>;
export type KindName = Kind["type"];

export interface DraftOption {
  id: string;
  text: Texts;
  cost: string;
}

export interface DraftQuestion {
  id: string;
  title: Texts;
  kind: KindName;
  options: DraftOption[];
  // Grades, or columns of a table.
  others: DraftOption[];
  columnTitle: Texts;
  numbers: Record<NumberName, string>;
  limit: "exactly" | "at_most";
  blank: boolean;
  tiesAllowed: boolean;
  report: "joint" | "margins";
  method: Method;
  winners: string;
  ties: "order" | "lot";
  turnout: string;
  majority: "none" | "more_than" | "at_least";
  majorityShare: string;
  majorityOf: "votes" | "ballots" | "roll";
  adopts: string;
  onlyIf: { question: string; option: string; grade: string };
  withholdSmall: boolean;
}

export const numberNames = [
  "minimum",
  "maximum",
  "points",
  "optionMaximum",
  "levels",
  "credits",
  "envelope",
] as const;
export type NumberName = (typeof numberNames)[number];

// Which numbers each kind asks for.
export const numbersOf: Readonly<Record<KindName, readonly NumberName[]>> = {
  choose: ["minimum", "maximum"],
  score: ["maximum"],
  cumulative: ["points", "optionMaximum"],
  grades: [],
  quadratic: ["levels", "credits"],
  budget: ["envelope"],
  ranking: [],
  places: ["points", "minimum"],
  table: [],
};

export const methodsOf: Readonly<Record<KindName, readonly Method[]>> = {
  choose: ["plurality", "approval", "greedy_budget", "none"],
  score: ["score", "greedy_budget", "none"],
  cumulative: ["score", "greedy_budget", "none"],
  grades: ["majority_judgment", "none"],
  quadratic: ["quadratic", "none"],
  budget: ["greedy_budget", "plurality", "approval", "none"],
  ranking: ["condorcet_schulze", "condorcet_ranked_pairs", "borda", "none"],
  places: ["score", "greedy_budget", "none"],
  table: ["none"],
};

export interface Draft {
  id: string;
  languages: string[];
  title: Texts;
  legalBasis: Texts;
  retention: Texts;
  opens: string;
  closes: string;
  maxVoters: string;
  threshold: string;
  mustRehearse: boolean;
  mustShowKeys: boolean;
  revoting: boolean;
  smallestGroup: string;
  questions: DraftQuestion[];
  officialsThreshold: string;
  // Verifier keys, one a line, and what trustees hand over, one JSON object a line.
  officials: string;
  registrar: string;
  trustees: string;
}

export const nonEmptyLines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

export function newOption(id: string, languages: readonly string[]): DraftOption {
  return { id, text: Object.fromEntries(languages.map((tag) => [tag, ""])), cost: "0" };
}

export function newQuestion(
  id: string,
  kind: KindName,
  languages: readonly string[],
): DraftQuestion {
  const empty = (): Texts => Object.fromEntries(languages.map((tag) => [tag, ""]));
  return {
    id,
    title: empty(),
    kind,
    options: [newOption("a", languages), newOption("b", languages)],
    others: [newOption("first", languages), newOption("second", languages)],
    columnTitle: empty(),
    numbers: {
      minimum: "1",
      maximum: "1",
      points: kind === "places" ? "3 2 1" : "10",
      optionMaximum: "10",
      levels: "2",
      credits: "4",
      envelope: "100",
    },
    limit: "at_most",
    blank: false,
    tiesAllowed: false,
    report: "margins",
    method: methodsOf[kind][0]!,
    winners: "1",
    ties: "order",
    turnout: "0/1",
    majority: "none",
    majorityShare: "1/2",
    majorityOf: "votes",
    adopts: "",
    onlyIf: { question: "", option: "", grade: "" },
    withholdSmall: false,
  };
}

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
        points: question.numbers.points.split(/[\s,]+/).filter((each) => each !== "").map(number),
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
    ...(question.withholdSmall ? { withhold_small: true } : {}),
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
    // Before the trustees are named, as many as are needed stand for them.
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

// A draft that was saved as a file, or null.
export function parseDraft(text: string): Draft | null {
  try {
    const json = JSON.parse(text) as { type?: string; draft?: Draft };
    if (json.type !== "tabella/v1/draft" || json.draft === undefined) return null;
    if (!Array.isArray(json.draft.questions)) return null;
    // A draft of an earlier version has no place for these.
    const missing = { legalBasis: {}, retention: {}, mustRehearse: true, mustShowKeys: true };
    return { ...missing, ...json.draft };
  } catch {
    return null;
  }
}

export function encodeDraft(draft: Draft): string {
  return `${JSON.stringify({ type: "tabella/v1/draft", draft }, null, 2)}\n`;
}

// Every text gets a place for every language; nothing that was typed goes away.
export function setLanguages(draft: Draft, languages: readonly string[]): void {
  draft.languages = [...languages];
  const widen = (texts: Texts): void => {
    for (const tag of languages) texts[tag] ??= "";
    for (const tag of Object.keys(texts)) if (!languages.includes(tag)) delete texts[tag];
  };
  for (const texts of [draft.title, draft.legalBasis, draft.retention]) widen(texts);
  for (const question of draft.questions) {
    widen(question.title);
    widen(question.columnTitle);
    for (const option of [...question.options, ...question.others]) widen(option.text);
  }
}
