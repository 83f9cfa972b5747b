// What the observer page's panels are made of.
import { say, type TextKey } from "../../text/texts.ts";
import { element, type Child } from "../../ui/element.ts";

export interface Panel {
  readonly node: HTMLElement;
  readonly body: HTMLElement;
}

export function panel(id: string, title: TextKey, ...content: Child[]): Panel {
  const body = element("div", {}, ...content);
  return {
    node: element("section", { class: "card", id }, element("h2", {}, say(title)), body),
    body,
  };
}

export const fact = (term: TextKey, value: Child): Child => [
  element("dt", {}, say(term)),
  element("dd", {}, value),
];

// Who said it: this page after verifying, or the operator.
export const source = (verified: boolean): Child =>
  element(
    "p",
    { class: "small" },
    say(verified ? "observer.verifiedHere" : "observer.operatorSays"),
  );

export const verifyFirst = (): Child => element("p", {}, say("observer.verifyFirst"));

// The first cell of a row names it. A wide table scrolls by itself.
export function table(
  caption: TextKey,
  columns: readonly TextKey[],
  rows: readonly (readonly Child[])[],
): HTMLElement {
  return element(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": say(caption) },
    element(
      "table",
      {},
      element("caption", {}, say(caption)),
      element(
        "thead",
        {},
        element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, say(column)))),
      ),
      element(
        "tbody",
        {},
        ...rows.map(([first, ...others]) =>
          element(
            "tr",
            {},
            element("th", { scope: "row" }, first ?? null),
            ...others.map((cell) => element("td", {}, cell)),
          ),
        ),
      ),
    ),
  );
}

export const now = (): number => Math.floor(Date.now() / 1000);
