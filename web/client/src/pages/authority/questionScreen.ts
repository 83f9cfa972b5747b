// One question: what it asks, and by which rules it is answered and counted.
import { type Words, say } from "../../text/texts.ts";
import type { Child } from "../../ui/element.ts";
import { actions, button, choiceField, heading, textField, tickField } from "../../ui/blocks.ts";
import type { Screen } from "../../ui/frame.ts";
import { countingFields } from "./countingFields.ts";
import { type Draft, type DraftQuestion, numbersOf } from "../../authority/draft.ts";
import { type DraftDesk, textsField, verdictOf } from "./draftDesk.ts";
import { optionFields } from "./optionFields.ts";

export function questionScreen(desk: DraftDesk): Screen {
  const { draft } = desk;
  const question = draft.questions[desk.question]!;
  const { node, refresh } = verdictOf(draft);
  const typed = (change: (value: string) => void) => (value: string) => {
    change(value);
    refresh();
  };
  const withCost = question.kind === "budget" || question.method === "greedy_budget";
  return {
    name: `draft-question-${desk.question}`,
    title: say("authority.question", { id: question.id }),
    content: [
      textField(
        { id: "question-id", label: say("authority.id"), hint: say("authority.idHint") },
        question.id,
        typed((value) => (question.id = value)),
      ),
      textsField(
        "question-title",
        say("authority.title"),
        question.title,
        draft.languages,
        refresh,
      ),
      heading(2, say(question.kind === "table" ? "authority.rows" : "authority.options")),
      ...optionFields(
        "option",
        say(question.kind === "table" ? "authority.row" : "authority.option"),
        question.options,
        draft,
        withCost,
        desk,
        refresh,
      ),
      ...otherFields(question, desk, refresh),
      heading(2, say("authority.rules")),
      ...numbersOf[question.kind].map((name) =>
        textField(
          { id: `number-${name}`, label: say(`authority.number.${name}`) },
          question.numbers[name],
          typed((value) => (question.numbers[name] = value)),
        ),
      ),
      ...switches(question, refresh),
      ...countingFields(question, desk, refresh),
      ...conditionFields(question, draft, typed),
      node,
      actions(
        button(say("authority.questionDone"), () => desk.go("questions")),
        button(say("authority.preview"), () => desk.go("preview"), "secondary"),
      ),
    ],
  };
}

function otherFields(question: DraftQuestion, desk: DraftDesk, refresh: () => void): Child[] {
  if (question.kind !== "grades" && question.kind !== "table") return [];
  const isTable = question.kind === "table";
  const { draft } = desk;
  return [
    heading(2, say(isTable ? "authority.columns" : "authority.grades")),
    isTable &&
      textsField(
        "column-title",
        say("authority.columnTitle"),
        question.columnTitle,
        draft.languages,
        refresh,
      ),
    ...optionFields(
      "other",
      say(isTable ? "authority.columnWord" : "authority.grade"),
      question.others,
      draft,
      false,
      desk,
      refresh,
    ),
  ];
}

function switches(question: DraftQuestion, refresh: () => void): Child[] {
  const tick = (id: string, label: Words, value: boolean, set: (value: boolean) => void): Child =>
    tickField(id, label, value, (each) => {
      set(each);
      refresh();
    });
  const { kind } = question;
  return [
    (kind === "choose" || kind === "ranking") &&
      tick("blank", say("authority.blank"), question.blank, (value) => (question.blank = value)),
    kind === "ranking" &&
      tick("ties-allowed", say("authority.tiesAllowed"), question.tiesAllowed, (value) => {
        question.tiesAllowed = value;
      }),
    kind === "cumulative" &&
      tick("exactly", say("authority.exactly"), question.limit === "exactly", (value) => {
        question.limit = value ? "exactly" : "at_most";
      }),
    kind === "table" &&
      tick("joint", say("authority.joint"), question.report === "joint", (value) => {
        question.report = value ? "joint" : "margins";
      }),
  ];
}

function conditionFields(
  question: DraftQuestion,
  draft: Draft,
  typed: (change: (value: string) => void) => (value: string) => void,
): Child[] {
  const earlier = draft.questions.slice(0, draft.questions.indexOf(question));
  const able = earlier.filter(({ kind }) => ["choose", "budget", "grades"].includes(kind));
  if (able.length === 0) return [];
  const { onlyIf } = question;
  return [
    heading(2, say("authority.condition")),
    choiceField(
      { id: "only-if", label: say("authority.onlyIf") },
      onlyIf.question,
      [["", say("authority.always")], ...able.map(({ id }) => [id, id] as const)],
      typed((value) => (onlyIf.question = value)),
    ),
    textField(
      { id: "only-if-option", label: say("authority.onlyIfOption") },
      onlyIf.option,
      typed((value) => (onlyIf.option = value)),
    ),
    textField(
      { id: "only-if-grade", label: say("authority.onlyIfGrade") },
      onlyIf.grade,
      typed((value) => (onlyIf.grade = value)),
    ),
  ];
}
