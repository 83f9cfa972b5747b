// The screens of pages that change by themselves. A new screen takes the focus to its heading; the same
// screen drawn again keeps the focus where it was.
import type { Words } from "../../text/texts.ts";
import { type Child, replaceChildren } from "../../ui/element.ts";
import { type Problem as Listed, showErrorSummary } from "../../ui/errorSummary.ts";
import type { Frame } from "../../ui/frame.ts";

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

  say(words: Words): void {
    this.#frame.announce(words);
  }

  #drawAgain(screen: Screen): void {
    const main = document.getElementById("page")!;
    const focused = document.activeElement;
    const place = focused === null ? null : placeOf(main, focused);
    const heading = main.querySelector("h1")!;
    replaceChildren(heading, screen.heading);
    replaceChildren(main, heading, ...screen.body);
    if (place !== null) main.querySelector<HTMLElement>(place)?.focus({ preventScroll: true });
  }
}

// How to find the control again that has the focus.
function placeOf(main: HTMLElement, focused: Element): string | null {
  if (!main.contains(focused)) return null;
  return focused.id === "" ? null : `#${CSS.escape(focused.id)}`;
}

function listed({ field, words }: Problem): Listed {
  const at = field === "" ? null : document.getElementById(field);
  return at === null ? { words } : { words, at };
}
