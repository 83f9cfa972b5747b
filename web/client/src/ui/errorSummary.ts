// "There is a problem": all of it at the top, with links to the places, and the focus moved there.
import { say, type Words } from "../text/texts.ts";
import { element, newId } from "./element.ts";

export interface Problem {
  readonly words: Words;
  // The control that is to be changed
  readonly at?: HTMLElement;
}

export function makeErrorSummary(problems: readonly Problem[]): HTMLElement {
  const heading = newId("problem");
  const item = ({ words, at }: Problem): HTMLElement => {
    if (at === undefined) return element("li", {}, words);
    return element(
      "li",
      {},
      element(
        "button",
        {
          type: "button",
          class: "link",
          onclick: () => {
            at.scrollIntoView({ block: "center" });
            at.focus();
          },
        },
        words,
      ),
    );
  };
  return element(
    "section",
    { class: "error-summary", role: "alert", tabindex: -1, "aria-labelledby": heading },
    element("h2", { id: heading }, say("ui.problem")),
    element("ul", {}, ...problems.map(item)),
  );
}

// Puts it below the heading of the screen, in place of an older one.
export function showErrorSummary(problems: readonly Problem[]): void {
  document.querySelector("main .error-summary")?.remove();
  if (problems.length === 0) return;
  const summary = makeErrorSummary(problems);
  document.querySelector("main h1")?.after(summary);
  summary.scrollIntoView({ block: "start" });
  summary.focus();
}
