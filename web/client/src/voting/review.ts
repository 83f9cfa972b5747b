// Screen 4: every question in its order, what was left open named, and one step to change it.
import type { Question } from "../ballot/definition.ts";
import { say, sayOwn } from "../text/texts.ts";
import { element } from "../ui/element.ts";
import { showErrorSummary } from "../ui/errorSummary.ts";
import { makeStep } from "../ui/progress.ts";
import { ownText } from "../ui/question/control.ts";
import { describeAnswer, describeGap } from "../ui/question/describe.ts";
import { stepCount, steps, type VoterPage } from "./page.ts";

export interface ReviewActs {
  readonly change: (question: Question) => void;
  readonly next: () => void;
  readonly back: () => void;
}

export function showReview(page: VoterPage, acts: ReviewActs): void {
  const { visit } = page;
  visit.prepare();
  const changes = new Map<Question, HTMLElement>();
  const makeItem = (question: Question): HTMLElement => {
    const draft = visit.draftOf(question);
    const change = element(
      "button",
      { type: "button", class: "secondary", onclick: () => acts.change(question) },
      say("voter.review.change"),
      element("span", { class: "out-of-sight" }, ": ", ownText(question.title)),
    );
    changes.set(question, change);
    return element(
      "section",
      { class: "card review-item" },
      element("h2", {}, ownText(question.title)),
      describeAnswer(question, draft),
      describeGap(question, draft),
      change,
    );
  };
  const goOn = (): void => {
    const problems = visit.missing.map((question) => ({
      words: say("voter.review.missing", { title: sayOwn(question.title).words }),
      at: changes.get(question)!,
    }));
    if (problems.length === 0) acts.next();
    else showErrorSummary(problems);
  };
  page.frame.show({
    name: "review",
    title: say("voter.review.title"),
    progress: makeStep(steps.review, stepCount),
    content: [element("p", {}, say("voter.review.text")), ...visit.questions.map(makeItem)],
    actions: [
      element(
        "button",
        { type: "button", class: "primary", onclick: goOn },
        say("voter.review.seal"),
      ),
      element("button", { type: "button", class: "secondary", onclick: acts.back }, say("ui.back")),
    ],
  });
}
