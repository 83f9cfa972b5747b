// Screen 3: one question a screen. Its title, what it asks for, what is left, then the control.
import type { Question } from "../ballot/definition.ts";
import { say, sayOwn } from "../text/texts.ts";
import { element } from "../ui/element.ts";
import { makeControl, sayTask } from "../ui/question/makeControl.ts";
import { stepCount, steps, type VoterPage } from "./page.ts";

export interface QuestionActs {
  readonly next: () => void;
  readonly back: () => void;
  readonly marked: () => void;
  // Set if the question was opened from the review
  readonly returns: boolean;
}

export function showQuestion(page: VoterPage, question: Question, acts: QuestionActs): void {
  const { visit } = page;
  const { words, language } = sayOwn(question.title);
  const number = (): string => String(visit.questions.indexOf(question) + 1);
  const of = (): string => String(visit.questions.length);
  const where = element("span", {}, say("voter.question.number", { n: number, of }));
  const control = makeControl({
    question,
    draft: visit.draftOf(question),
    changed: (draft) => {
      visit.mark(question, draft);
      acts.marked();
    },
  });
  page.frame.show({
    name: "question",
    title: words,
    titleLanguage: language,
    progress: element(
      "p",
      { class: "step" },
      say("ui.step", { n: steps.questions, of: stepCount }),
      " \u00b7 ",
      where,
    ),
    content: [element("p", { class: "task" }, sayTask(question)), control.node],
    actions: [
      element(
        "button",
        { type: "button", class: "primary", onclick: acts.next },
        acts.returns ? say("voter.question.toReview") : say("ui.continue"),
      ),
      !acts.returns &&
        element(
          "button",
          { type: "button", class: "secondary", onclick: acts.back },
          say("ui.back"),
        ),
    ],
  });
}
