// What surrounds every screen: the name of the page, languages, text size and contrast, help, and
// one screen at a time. A new screen takes the focus to its heading and gives the document its
// title.
import { say, type Words } from "../text/texts.ts";
import { showDialog } from "./dialog.ts";
import { append, element, refreshWords, replaceChildren, spoken, type Child } from "./element.ts";
import { showErrorSummary } from "./errorSummary.ts";
import { makeSettings } from "./settings.ts";

export interface FieldProblem {
  // The id of the control to be put right; empty if there is none.
  readonly field: string;
  readonly words: Words;
}

// One view of a page, under one heading.
export interface Screen {
  // For tests and styles; never in the address
  readonly name: string;
  readonly title: Words;
  // If somebody else wrote the title
  readonly titleLanguage?: Words;
  // Above the heading: where in the whole one is
  readonly progress?: Child;
  readonly content: readonly Child[];
  // Below
  readonly actions?: readonly Child[];
  // What has to be put right, listed above everything else
  readonly problems?: readonly FieldProblem[];
}

export interface FrameOptions {
  readonly title: Words;
  // The language of the title, if somebody else wrote it
  readonly titleLanguage?: Words;
  readonly help: readonly Child[];
  readonly practice?: boolean;
}

// One for each page, made first; it owns the document's body and title, and shows one screen at a
// time.
export class Frame {
  readonly #notice = element("aside", {
    class: "notice-bar",
    hidden: true,
    "aria-label": say("ui.state"),
  });
  readonly #main = element("main", { id: "page" });
  readonly #practice = element("p", { class: "practice-note" }, say("ui.practice"));
  readonly #announcer = element("p", { class: "out-of-sight", ...spoken });
  readonly #title: Words;
  #screenTitle: Words = () => "";
  #hasShown = false;
  // How high the heading is: a question's stays in view, and other things stay below it.
  readonly #headingSize = new ResizeObserver(([heading]) => {
    document.documentElement.style.setProperty(
      "--heading",
      `${heading?.borderBoxSize[0]?.blockSize ?? 0}px`,
    );
  });

  constructor(options: FrameOptions) {
    this.#title = options.title;
    const title = element("p", { class: "page-title" }, options.title);
    if (options.titleLanguage !== undefined)
      append(title, [
        element("span", { lang: options.titleLanguage, dir: "auto" }, title.firstChild),
      ]);
    const help = element(
      "button",
      {
        type: "button",
        class: "quiet",
        id: "help",
        onclick: () => showDialog({ title: say("ui.help"), content: options.help }),
      },
      say("ui.help"),
    );
    document.body.replaceChildren(
      element(
        "a",
        {
          class: "skip",
          href: "#page",
          onclick: (event: Event) => {
            event.preventDefault();
            this.focusHeading();
          },
        },
        say("ui.skip"),
      ),
      element(
        "header",
        {},
        title,
        element(
          "div",
          { class: "settings" },
          makeSettings(() => this.#refresh()),
          help,
        ),
      ),
      this.#notice,
      this.#main,
      this.#announcer,
    );
    document.querySelector("header")?.prepend(this.#practice);
    this.markPractice(options.practice === true);
  }

  // Practice is in a striped frame and says so.
  markPractice(marked: boolean): void {
    document.body.classList.toggle("practice", marked);
    this.#practice.hidden = !marked;
  }

  show(screen: Screen): void {
    document.body.dataset["screen"] = screen.name;
    const heading = element("h1", { tabindex: -1 });
    this.#fill(heading, screen);
    this.#announceScreen();
    this.#refresh();
    this.#headingSize.disconnect();
    this.#headingSize.observe(heading);
    window.scrollTo(0, 0);
    this.focusHeading();
    this.#list(screen);
  }

  // The screen that is shown, with what it says now: nothing is announced, nothing scrolls, and the
  // heading stays the same node.
  drawAgain(screen: Screen): void {
    this.#fill(this.#main.querySelector("h1")!, screen);
    this.#refresh();
    this.#list(screen);
  }

  #fill(heading: HTMLElement, screen: Screen): void {
    this.#screenTitle = screen.title;
    const { titleLanguage: lang } = screen;
    replaceChildren(
      heading,
      lang === undefined
        ? screen.title
        : element("span", { lang, dir: "auto", translate: "no" }, screen.title),
    );
    replaceChildren(
      this.#main,
      screen.progress ?? null,
      heading,
      ...screen.content,
      screen.actions !== undefined && element("div", { class: "actions" }, ...screen.actions),
    );
  }

  #list({ problems = [] }: Screen): void {
    if (problems.length === 0) return;
    showErrorSummary(
      problems.map(({ field, words }) => {
        const at = field === "" ? null : document.getElementById(field);
        return at === null ? { words } : { words, at };
      }),
    );
  }

  // Some screen readers lose their place when what had the focus is taken away, and say nothing of
  // the heading that gets it. The first screen they read by themselves.
  #announceScreen(): void {
    if (this.#hasShown) {
      const outcomes = [...this.#main.querySelectorAll(".outcome p")];
      this.announce(() =>
        [this.#screenTitle(), ...outcomes.map(({ textContent }) => textContent)].join(". "),
      );
    }
    this.#hasShown = true;
  }

  // A bar above the screens that follow, for example "Not cast yet". null takes it away.
  showNotice(words: Words | null): void {
    if (this.#notice.hidden && words !== null) this.announce(words);
    this.#notice.hidden = words === null;
    replaceChildren(this.#notice, words !== null && element("p", {}, words));
  }

  // Says it to those who do not see the page change.
  announce(words: Words): void {
    replaceChildren(this.#announcer, words);
  }

  focusHeading(): void {
    this.#main.querySelector("h1")?.focus({ preventScroll: true });
  }

  #refresh(): void {
    document.title = `${this.#screenTitle()} - ${this.#title()}`;
    refreshWords(document.body);
  }
}
