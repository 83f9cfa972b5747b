// Where in the whole one is, and how far a longer work has come.
import { say, type Words } from "../text/texts.ts";
import { element } from "./element.ts";

export const makeStep = (step: number, of: number): HTMLElement =>
  element("p", { class: "step" }, say("ui.step", { n: step, of }));

export interface Progress {
  readonly node: HTMLElement;
  // From 0 to 1
  set(part: number): void;
}

export function makeProgress(label: Words): Progress {
  const bar = element("progress", { max: 1000, value: 0, "aria-label": label });
  return {
    node: element("div", { class: "progress" }, element("p", {}, label), bar),
    set: (part) => {
      bar.value = Math.round(1000 * part);
    },
  };
}
