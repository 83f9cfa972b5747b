// Where officials begin: an election with one question of the kind they need.
import { type Draft, type DraftQuestion, type KindName, newOption, newQuestion } from "./draft.ts";

export const templateNames = [
  "yesNo",
  "choose",
  "several",
  "approval",
  "score",
  "cumulative",
  "grades",
  "quadratic",
  "budget",
  "ranking",
  "rankingTies",
  "places",
  "table",
  "followUp",
] as const;
export type TemplateName = (typeof templateNames)[number];

const kinds: Readonly<Record<TemplateName, KindName>> = {
  yesNo: "choose",
  choose: "choose",
  several: "choose",
  approval: "choose",
  score: "score",
  cumulative: "cumulative",
  grades: "grades",
  quadratic: "quadratic",
  budget: "budget",
  ranking: "ranking",
  rankingTies: "ranking",
  places: "places",
  table: "table",
  followUp: "choose",
};

const languages = ["en", "zh-Hans"] as const;

function yesNo(question: DraftQuestion): void {
  question.options = [newOption("yes", languages), newOption("no", languages)];
  question.options[0]!.text = { en: "Yes", "zh-Hans": "赞成" };
  question.options[1]!.text = { en: "No", "zh-Hans": "反对" };
  question.blank = true;
  question.majority = "more_than";
  question.adopts = "yes";
}

function grades(question: DraftQuestion): void {
  const words = [
    ["excellent", "Excellent", "优"],
    ["good", "Good", "良"],
    ["fair", "Fair", "中"],
    ["poor", "Poor", "差"],
  ] as const;
  question.others = words.map(([id, en, chinese]) => ({
    ...newOption(id, languages),
    text: { en, "zh-Hans": chinese },
  }));
}

// One or two of three.
function several(question: DraftQuestion): void {
  question.options.push(newOption("c", languages));
  question.numbers.maximum = "2";
  question.winners = "2";
}

function approval(question: DraftQuestion): void {
  question.numbers.minimum = "0";
  question.numbers.maximum = "2";
  question.method = "approval";
}

function rankingTies(question: DraftQuestion): void {
  question.tiesAllowed = true;
  question.blank = true;
}

// Asked only of those who chose the first option of the question before it.
function followUp(question: DraftQuestion, earlier: readonly DraftQuestion[]): void {
  const before = earlier.filter(({ kind }) => kind === "choose" || kind === "budget").at(-1);
  const option = before?.options[0];
  if (before !== undefined && option !== undefined) {
    question.onlyIf = { question: before.id, option: option.id, grade: "" };
  }
}

type Shaping = (question: DraftQuestion, earlier: readonly DraftQuestion[]) => void;

const shapes: Partial<Record<TemplateName, Shaping>> = {
  yesNo,
  several,
  approval,
  grades,
  budget: (question) => question.options.forEach((option) => (option.cost = "10")),
  rankingTies,
  places: (question) => (question.numbers.points = "2 1"),
  followUp,
};

// earlier: the questions before it.
export function questionOf(
  template: TemplateName,
  id: string,
  earlier: readonly DraftQuestion[] = [],
): DraftQuestion {
  const question = newQuestion(id, kinds[template], languages);
  shapes[template]?.(question, earlier);
  return question;
}

function questionsOf(template: TemplateName): DraftQuestion[] {
  if (template !== "followUp") return [questionOf(template, "question-1")];
  const first = questionOf("yesNo", "question-1");
  return [first, questionOf("followUp", "question-2", [first])];
}

const day = 24 * 60 * 60 * 1000;

function local(time: number): string {
  const zone = new Date(time).getTimezoneOffset() * 60_000;
  return new Date(time - zone).toISOString().slice(0, 16);
}

export function draftOf(template: TemplateName): Draft {
  const today = new Date().setHours(8, 0, 0, 0);
  return {
    id: "",
    languages: [...languages],
    title: { en: "", "zh-Hans": "" },
    legalBasis: { en: "", "zh-Hans": "" },
    retention: { en: "", "zh-Hans": "" },
    opens: local(today + 21 * day),
    closes: local(today + 28 * day),
    maxVoters: "1000",
    threshold: "2",
    mustRehearse: true,
    mustShowKeys: true,
    revoting: true,
    smallestGroup: "1",
    questions: questionsOf(template),
    officialsThreshold: "2",
    officials: "",
    registrar: "",
    trustees: "",
  };
}
