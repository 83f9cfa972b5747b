// Answers in words, the same on the review of the voter page and on the device that opens a test.
import type { Option, Question } from "../../ballot/definition.ts";
import { say } from "../../text/texts.ts";
import { type Child, element } from "../element.ts";
import { ownText } from "./control.ts";
import {
  cellOf,
  chosenOf,
  type AnswerDraft,
  finishAnswer,
  gradesOf,
  levelsOf,
  scoresOf,
  stateOf,
  tiersOf,
} from "./draft.ts";

const line = (...children: Child[]): HTMLElement => element("li", {}, ...children);
const named = (options: readonly Option[], id: string): HTMLElement =>
  ownText(options.find((option) => option.id === id)!.text);

function describeNumbers(
  question: Question,
  values: Readonly<Record<string, number>>,
  write: (value: number) => Child,
): HTMLElement[] {
  return question.options
    .filter(({ id }) => (values[id] ?? 0) !== 0)
    .map(({ id, text }) => line(ownText(text), ": ", write(values[id]!)));
}

function describeTiers(
  { options }: Question,
  tiers: readonly (readonly string[])[],
): HTMLElement[] {
  return tiers.map((tier, place) =>
    line(
      element(
        "span",
        { class: "place-number" },
        say("question.ranking.place", { n: String(place + 1) }),
      ),
      " ",
      ...tier.flatMap((id, i): Child[] =>
        i === 0 ? [named(options, id)] : [" = ", named(options, id)],
      ),
    ),
  );
}

function describeMarks(question: Question, draft: AnswerDraft): HTMLElement[] {
  const { kind, options } = question;
  switch (kind.type) {
    case "choose":
      return options
        .filter(({ id }) => chosenOf(draft).includes(id))
        .map(({ text }) => line(ownText(text)));
    case "budget":
      return options
        .filter(({ id }) => chosenOf(draft).includes(id))
        .map(({ text, cost }) =>
          line(
            ownText(text),
            " ",
            element("span", { class: "cost" }, say("question.budget.cost", { cost })),
          ),
        );
    case "score":
      return describeNumbers(question, scoresOf(draft), (value) =>
        say("question.score.value", { value, maximum: kind.maximum }),
      );
    case "cumulative":
      return describeNumbers(question, scoresOf(draft), (value) =>
        say("question.points.value", { n: value }),
      );
    case "quadratic":
      return describeNumbers(question, levelsOf(draft), (value) =>
        say(value > 0 ? "question.quadratic.for" : "question.quadratic.against", {
          n: Math.abs(value),
          cost: value * value,
        }),
      );
    case "grades":
      return options.flatMap(({ id, text }) => {
        const grade = gradesOf(draft)[id];
        return grade === undefined ? [] : [line(ownText(text), ": ", named(kind.grades, grade))];
      });
    case "table": {
      const { row, column } = cellOf(draft);
      return [
        row === undefined ? [] : [line(named(options, row))],
        column === undefined
          ? []
          : [line(ownText(kind.column_title), ": ", named(kind.columns, column))],
      ].flat();
    }
    case "places":
      return describeTiers(question, tiersOf(draft));
    case "ranking": {
      const { ranking } = finishAnswer(question, draft) as { ranking: string[][] };
      return describeTiers(question, kind.ties === "allowed" ? ranking : tiersOf(draft));
    }
  }
}

// Never empty: what was left open is said.
export function describeAnswer(question: Question, draft: AnswerDraft | undefined): HTMLElement {
  if (draft === "blank") return element("p", { class: "answer" }, say("question.blank"));
  if (draft === undefined) return element("p", { class: "answer none" }, say("question.nothing"));
  return element("ul", { class: "answer", translate: "no" }, ...describeMarks(question, draft));
}

// What could still be marked, or must be; null if there is nothing to say.
export function describeGap(
  question: Question,
  draft: AnswerDraft | undefined,
): HTMLElement | null {
  const state = stateOf(question, draft);
  if (state === "missing") return element("p", { class: "gap missing" }, say("question.missing"));
  if (state === "partly") return element("p", { class: "gap" }, say("question.partly"));
  return null;
}
