// The screens of pages that change by themselves. A new screen takes the focus to its heading; the
// same screen drawn again keeps the focus where it was.
import type { Words } from "../text/texts.ts";
import type { Frame, Screen } from "./frame.ts";

// Draws what its page says is right now, whenever it is told that something changed.
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
    if (screen.name === this.#shown) this.#drawAgain(screen);
    else this.#frame.show(screen);
    this.#shown = screen.name;
  }

  // The name of the screen that was drawn last; empty after leave.
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

  // A control that is gone leaves the focus to the heading: nobody starts from the top again.
  #drawAgain(screen: Screen): void {
    const main = document.getElementById("page")!;
    const find = findAgain(main, document.activeElement);
    this.#frame.drawAgain(screen);
    // Problems have taken the focus to their list.
    if (find === null || (screen.problems ?? []).length > 0) return;
    const again = find();
    if (again === null) this.#frame.focusHeading();
    else again.focus({ preventScroll: true });
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
