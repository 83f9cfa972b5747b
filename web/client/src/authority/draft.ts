// A definition in the making: what officials have typed so far, as text, so that nothing they typed
// is lost while it is not right yet.
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
  };
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
