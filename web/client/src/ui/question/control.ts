// A question on its screen: what it asks for, what is left, and the control of its kind. Limits are
// kept by refusing the mark that would exceed them; no mark is ever taken away to make room.
import type { Option, Question } from "../../ballot/definition.ts";
import { say, sayOwn, type Words } from "../../text/texts.ts";
import { type Child, element, newId, replaceChildren, spoken } from "../element.ts";
import type { AnswerDraft } from "./draft.ts";

export interface Control {
  readonly node: HTMLElement;
  // Where the focus goes if something is missing
  readonly first: HTMLElement;
}

export interface ControlOptions {
  readonly question: Question;
  readonly draft: AnswerDraft | undefined;
  // undefined: all marks were taken away
  readonly changed: (draft: AnswerDraft | undefined) => void;
}

export const ownText = (
  texts: Readonly<Record<string, string>>,
  attributes: Readonly<Record<string, string>> = {},
): HTMLElement => {
  const { words, language } = sayOwn(texts);
  return element("span", { lang: language, dir: "auto", translate: "no", ...attributes }, words);
};

// A line that says what is left, or why a mark was refused, also to those who do not see it.
export class LimitLine {
  readonly id = newId("left");
  readonly #line = element("p", { class: "left", ...spoken });
  readonly node = element("div", { class: "left-box", id: this.id }, this.#line);

  say(words: Words | null): void {
    this.#line.classList.remove("refused");
    replaceChildren(this.#line, words);
  }

  refuse(words: Words): void {
    this.#line.classList.add("refused");
    replaceChildren(this.#line, words);
  }
}

// A tick with the option's name; `mayChange` says no to a mark that has no room.
export interface Tick {
  readonly node: HTMLElement;
  readonly input: HTMLInputElement;
}

export function makeTick(
  name: Child,
  checked: boolean,
  mayMark: () => boolean,
  changed: (checked: boolean) => void,
): Tick {
  const input = element("input", { type: "checkbox", checked });
  input.checked = checked;
  input.addEventListener("click", (event) => {
    if (input.checked && !mayMark()) event.preventDefault();
  });
  input.addEventListener("change", () => changed(input.checked));
  return {
    input,
    node: element(
      "label",
      { class: "option" },
      input,
      element("span", { class: "option-name" }, name),
    ),
  };
}

export const byId = (options: readonly Option[], id: string): Option =>
  options.find((option) => option.id === id)!;

export const sayBlank = say("question.blank");
