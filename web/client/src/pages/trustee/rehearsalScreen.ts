// The rehearsal as a screen: one button plays the next item, the machine ticks what came out right.
// The wrong character in a check code has to be noticed by the person.
import { say } from "../../text/texts.ts";
import { element } from "../../ui/element.ts";
import { saveFile } from "../../ui/saveFile.ts";
import { actions, button, remark, paragraph } from "../../ui/blocks.ts";
import type { Screen } from "../../ui/frame.ts";
import { Rehearsal, type RehearsalItem, rehearsalItems } from "../../trustee/rehearsal.ts";

// Says to everybody that there is this record.
export type Tell = (record: string) => Promise<void>;

// Shows one rehearsal, item by item. Leaving the screen drops it, and its keys.
export class RehearsalScreen {
  readonly #redraw: () => void;
  readonly #leave: () => void;
  readonly #teller: () => Tell | "told" | null;
  #rehearsal: Rehearsal | null = null;
  #next = 0;
  #failed: RehearsalItem | null = null;
  #missed = false;
  #playing = false;
  // Once all is ticked, in the language of that moment: what is saved is what was told.
  #record: string | null = null;

  constructor(redraw: () => void, leave: () => void, teller: () => Tell | "told" | null) {
    this.#redraw = redraw;
    this.#leave = leave;
    this.#teller = teller;
  }

  screen(): Screen {
    return {
      name: "rehearsal",
      title: say("trustee.rehearsal.heading"),
      content: [
        remark("information", say("trustee.rehearsal.words")),
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
    if (this.#failed !== null) return [remark("warning", say("trustee.rehearsal.failed"))];
    if (item === undefined) {
      const record = (this.#record ??= writeRecord());
      const tell = this.#teller();
      return [
        remark("success", say("trustee.rehearsal.complete")),
        ...(tell === null
          ? []
          : [
              paragraph(
                say(tell === "told" ? "trustee.rehearsal.told" : "trustee.rehearsal.tellWords"),
              ),
            ]),
        actions(
          button(say("trustee.rehearsal.save"), () =>
            saveFile("rehearsal.txt", record, "text/plain"),
          ),
          tell !== null &&
            tell !== "told" &&
            button(say("trustee.rehearsal.tell"), () => void tell(record), "secondary"),
        ),
      ];
    }
    if (item === "misread") return this.#misread();
    return [
      actions(
        button(say("trustee.rehearsal.next", { item: say(`trustee.rehearsal.${item}`) }), () =>
          this.#play(),
        ),
      ),
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
      ...(this.#missed ? [remark("warning", say("trustee.rehearsal.missed"))] : []),
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

  #end(): void {
    void this.#rehearsal?.play("destroy");
    this.#rehearsal = null;
    this.#next = 0;
    this.#failed = null;
    this.#record = null;
    this.#leave();
  }
}

function writeRecord(): string {
  const ticked = say("trustee.rehearsal.ticked");
  const lines = rehearsalItems.map((item) => `${ticked()}: ${say(`trustee.rehearsal.${item}`)()}`);
  const head = [say("trustee.rehearsal.heading")(), new Date().toISOString(), ""];
  return `${[...head, ...lines].join("\n")}\n`;
}
