// The rehearsal as a screen: one button plays the next item, the machine ticks what came out right.
// The wrong character in a check code has to be noticed by the person.
import { say } from "../../text/texts.ts";
import { element } from "../../ui/element.ts";
import { saveFile } from "../../ui/saveFile.ts";
import { actions, button, note, paragraph } from "../officials/blocks.ts";
import type { Screen } from "../officials/stage.ts";
import { Rehearsal, type RehearsalItem, rehearsalItems } from "./rehearsal.ts";

export class RehearsalScreen {
  readonly #redraw: () => void;
  readonly #leave: () => void;
  #rehearsal: Rehearsal | null = null;
  #next = 0;
  #failed: RehearsalItem | null = null;
  #missed = false;
  #playing = false;

  constructor(redraw: () => void, leave: () => void) {
    this.#redraw = redraw;
    this.#leave = leave;
  }

  screen(): Screen {
    return {
      id: "rehearsal",
      heading: say("trustee.rehearsal.heading"),
      body: [
        note("information", say("trustee.rehearsal.words")),
        this.#items(),
        ...this.#now(),
        actions(button(say("officials.back"), () => this.#end(), "secondary")),
      ],
    };
  }

  #items(): HTMLElement {
    const rows = rehearsalItems.map((item) => {
      const done = this.#rehearsal?.done.has(item) ?? false;
      const state = done ? say("trustee.rehearsal.ticked") : say("trustee.rehearsal.open");
      const mark = element("span", { class: done ? "mark done" : "mark" }, done ? "✓ " : "○ ");
      mark.setAttribute("aria-hidden", "true");
      return element("li", {}, mark, say(`trustee.rehearsal.${item}`), " – ", state);
    });
    return element("ol", { class: "rehearsal" }, ...rows);
  }

  #now(): Node[] {
    const item = rehearsalItems[this.#next];
    if (this.#failed !== null) return [note("warning", say("trustee.rehearsal.failed"))];
    if (item === undefined) {
      return [
        note("success", say("trustee.rehearsal.complete")),
        actions(
          button(say("trustee.rehearsal.save"), () =>
            saveFile("rehearsal.txt", this.#record(), "text/plain"),
          ),
        ),
      ];
    }
    if (item === "misread") return this.#misread();
    return [
      actions(button(say("trustee.rehearsal.next", { item: say(`trustee.rehearsal.${item}`) }), () => this.#play())),
    ];
  }

  #misread(): Node[] {
    const rehearsal = this.#rehearsal!;
    const answer = (right: boolean) => (): void => {
      this.#missed = !right;
      if (right) void this.#play();
      else this.#redraw();
    };
    return [
      paragraph(say("trustee.rehearsal.compare")),
      element("p", { class: "groups", translate: "no" }, rehearsal.checkCode),
      element("p", { class: "groups", translate: "no" }, rehearsal.misreadCode),
      actions(
        button(say("trustee.rehearsal.same"), answer(false), "secondary"),
        button(say("trustee.rehearsal.different"), answer(true), "secondary"),
      ),
      ...(this.#missed ? [note("warning", say("trustee.rehearsal.missed"))] : []),
    ];
  }

  async #play(): Promise<void> {
    if (this.#playing) return;
    this.#playing = true;
    const rehearsal = (this.#rehearsal ??= new Rehearsal());
    const item = rehearsalItems[this.#next]!;
    const right = await rehearsal.play(item);
    this.#playing = false;
    // Left meanwhile.
    if (this.#rehearsal !== rehearsal) return;
    if (right) this.#next += 1;
    else this.#failed = item;
    this.#redraw();
    document.querySelector<HTMLElement>("main .actions button")?.focus();
  }

  #record(): string {
    const ticked = say("trustee.rehearsal.ticked");
    const lines = rehearsalItems.map((item) => `${ticked()}: ${say(`trustee.rehearsal.${item}`)()}`);
    return `${say("trustee.rehearsal.heading")()}\n${new Date().toISOString()}\n\n${lines.join("\n")}\n`;
  }

  #end(): void {
    void this.#rehearsal?.play("destroy");
    this.#rehearsal = null;
    this.#next = 0;
    this.#failed = null;
    this.#leave();
  }
}
