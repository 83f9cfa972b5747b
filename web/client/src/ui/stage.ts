// The screens of pages that change by themselves. A new screen takes the focus to its heading; the
// same screen drawn again keeps the focus where it was.
import type { Words } from "../text/texts.ts";
import { type Child, replaceChildren } from "./element.ts";
import { type Problem as Listed, showErrorSummary } from "./errorSummary.ts";
import type { Frame } from "./frame.ts";

export interface Problem {
  // The id of the control to be put right; empty if there is none.
  readonly field: string;
  readonly words: Words;
}

export interface Screen {
  readonly id: string;
  readonly heading: Words;
  readonly body: readonly Child[];
  readonly problems?: readonly Problem[];
}

export class Stage {
  readonly #frame: Frame;
  readonly #draw: () => Screen;
  #shown = "";

  // draw: the screen that is right now.
  constructor(frame: Frame, draw: () => Screen) {
    this.#frame = frame;
    this.#draw = draw;
  }

  redraw(): void {
    const screen = this.#draw();
    if (screen.id === this.#shown) this.#drawAgain(screen);
    else this.#frame.show({ name: screen.id, title: screen.heading, content: screen.body });
    this.#shown = screen.id;
    showErrorSummary((screen.problems ?? []).map(listed));
  }

  // The id of the screen that was drawn last; empty after leave.
  get shown(): string {
    return this.#shown;
  }

  // Other screens are shown meanwhile: the next one is drawn as a new one.
  leave(): void {
    this.#shown = "";
  }

  say(words: Words): void {
    this.#frame.announce(words);
  }

  #drawAgain(screen: Screen): void {
    const main = document.getElementById("page")!;
    const find = findAgain(main, document.activeElement);
    const heading = main.querySelector("h1")!;
    replaceChildren(heading, screen.heading);
    replaceChildren(main, heading, ...screen.body);
    this.#frame.retitle(screen.heading);
    // A control that is gone leaves the focus to the heading: nobody starts from the top again.
    if (find !== null) (find() ?? heading).focus({ preventScroll: true });
  }
}

// How to find the control again that has the focus: by its id, or as the button of these words.
// Null if nothing of the screen has it.
function findAgain(main: HTMLElement, focused: Element | null): (() => HTMLElement | null) | null {
  if (!(focused instanceof HTMLElement) || !main.contains(focused)) return null;
  const { id, tagName, textContent } = focused;
  if (id === "") {
    return () =>
      [...main.querySelectorAll<HTMLElement>(tagName)].find(
        (each) => each.textContent === textContent,
      ) ?? null;
  }
  const caret = caretOf(focused);
  return () => {
    const again = main.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
    if (caret !== null && again !== null) setCaret(again, caret);
    return again;
  };
}

type Typed = HTMLInputElement | HTMLTextAreaElement;
const isTyped = (node: HTMLElement): node is Typed =>
  node instanceof HTMLTextAreaElement ||
  (node instanceof HTMLInputElement && ["text", "password"].includes(node.type));

const caretOf = (node: HTMLElement): number | null => (isTyped(node) ? node.selectionStart : null);

function setCaret(node: HTMLElement, caret: number): void {
  if (isTyped(node)) node.setSelectionRange(caret, caret);
}

function listed({ field, words }: Problem): Listed {
  const at = field === "" ? null : document.getElementById(field);
  return at === null ? { words } : { words, at };
}
