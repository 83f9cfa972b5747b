// Where officials begin: an election with one question of the kind they need.
import { type Draft, type DraftQuestion, type KindName, newOption, newQuestion } from "./draft.ts";

export const templateNames = [
  "yesNo",
  "choose",
  "approval",
  "score",
  "cumulative",
  "grades",
  "quadratic",
  "budget",
  "ranking",
  "places",
  "table",
] as const;
export type TemplateName = (typeof templateNames)[number];

const kinds: Readonly<Record<TemplateName, KindName>> = {
  yesNo: "choose",
  choose: "choose",
  approval: "choose",
  score: "score",
  cumulative: "cumulative",
  grades: "grades",
  quadratic: "quadratic",
  budget: "budget",
  ranking: "ranking",
  places: "places",
  table: "table",
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

export function questionOf(template: TemplateName, id: string): DraftQuestion {
  const question = newQuestion(id, kinds[template], languages);
  if (template === "yesNo") yesNo(question);
  if (template === "grades") grades(question);
  if (template === "approval") {
    question.numbers.minimum = "0";
    question.numbers.maximum = "2";
    question.method = "approval";
  }
  if (template === "budget") for (const option of question.options) option.cost = "10";
  if (template === "places") question.numbers.points = "2 1";
  return question;
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
    opens: local(today + 21 * day),
    closes: local(today + 28 * day),
    maxVoters: "1000",
    threshold: "2",
    revoting: true,
    smallestGroup: "1",
    questions: [questionOf(template, "question-1")],
    officialsThreshold: "2",
    officials: "",
    registrar: "",
    trustees: "",
  };
}
