// What happened, in one sentence with an icon: seen, and told apart without colour.
import type { Words } from "../text/texts.ts";
import { element, svgElement } from "./element.ts";

type OutcomeKind = "good" | "bad" | "warn" | "waiting";

const shapes: Readonly<Record<OutcomeKind, string>> = {
  good:
    "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z" +
    "m-1.6 14.6-4.2-4.2 1.7-1.7 2.5 2.5 5.7-5.7 1.7 1.7z",
  bad: "M7.9 2h8.2L22 7.9v8.2L16.1 22H7.9L2 16.1V7.9zM11 7v6h2V7zm0 8v2h2v-2z",
  warn: "M12 2.5 1.5 21h21zM11 9h2v6h-2zm0 7.5h2v2h-2z",
  waiting: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm1 5v4.6l3.2 3.2-1.4 1.4L11 12.4V7z",
};

export const drawIcon = (kind: OutcomeKind): SVGElement =>
  svgElement(
    "svg",
    { viewBox: "0 0 24 24", "aria-hidden": "true" },
    svgElement("path", { d: shapes[kind], fill: "currentColor", "fill-rule": "evenodd" }),
  );

// What is not as it should be is an alert (alert.ts).
export const makeOutcome = (kind: "good" | "waiting", words: Words): HTMLElement =>
  element(
    "div",
    { class: `outcome ${kind}` },
    drawIcon(kind),
    element("div", {}, element("p", {}, words)),
  );
