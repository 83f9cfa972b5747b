// Codes that are to be sent, compared with the voter list that was published before anybody gets
// one; and letters of those that are the same.
import { type Words, say } from "../../text/texts.ts";
import { type Child, element } from "../../ui/element.ts";
import { actions, button, fileField, list, remark, paragraph, textField } from "../../ui/blocks.ts";
import type { Screen } from "../../ui/frame.ts";
import {
  type CodeRow,
  type CodesFault,
  type CodesFile,
  type RollComparison,
  compareRoll,
  readCodes,
} from "../../authority/compareRoll.ts";
import { type LetterElection, lettersOf } from "./letters.ts";

export interface CompareDesk {
  readonly election: string; // its id
  // What letters say; null: the hashes of voting and check page are not on the log yet, or
  // voting is over
  readonly letters: LetterElection | null;
  // Credentials in base64url; null: the ballot box cannot be verified now.
  published(): Promise<ReadonlySet<string> | null>;
  redraw(): void;
  leave(): void;
}

const shownRows = 100;

// Holds the codes of one file until another file is read or the screen is left; they never leave
// the page.
export class CompareScreen {
  #file: CodesFile | null = null;
  #refusal: Words | null = null;
  #done: number | null = null;
  #found: RollComparison | "unread" | null = null;
  #printing = false;
  #contact = "";
  // What was begun before says nothing any more.
  #run = 0;

  // Anew; with codes that are at hand, and what made the page ask.
  begin(rows: readonly CodeRow[] = [], refusal: Words | null = null): void {
    this.#file = rows.length > 0 ? { rows, faults: [] } : null;
    this.#refusal = refusal;
    this.#done = null;
    this.#found = null;
    this.#printing = false;
    this.#run += 1;
  }

  screen(desk: CompareDesk): Screen {
    const found = this.#found;
    const { rows, faults } = this.#file ?? { rows: [], faults: [] };
    if (this.#printing && desk.letters !== null)
      return this.#lettersScreen(desk, desk.letters, rows);
    if (found !== null && found !== "unread") {
      return isSame(found) ? this.#sameScreen(desk, found) : differsScreen(desk, found);
    }
    const comparing = this.#done !== null;
    return {
      name: "roll-compare",
      title: say("authority.compare"),
      problems: this.#refusal === null ? [] : [{ field: "", words: this.#refusal }],
      content: [
        paragraph(say("authority.compare.words")),
        found === "unread" && remark("warning", say("authority.compare.unread")),
        fileField({ id: "codes-file", label: say("authority.compare.file") }, (content) => {
          this.#file = readCodes(content);
          desk.redraw();
        }),
        faults.length > 0 && faultParts(faults),
        comparing &&
          element("progress", {
            max: rows.length,
            value: this.#done ?? 0,
            "aria-label": say("authority.compare.comparing"),
          }),
        comparing &&
          paragraph(say("authority.compare.done", { n: this.#done ?? 0, all: rows.length })),
        actions(
          rows.length > 0 &&
            !comparing &&
            button(say("authority.compare.now", { n: rows.length }), () =>
              this.#compare(desk, rows),
            ),
          button(say("ui.back"), () => desk.leave(), "secondary"),
        ),
      ],
    };
  }

  #sameScreen(desk: CompareDesk, { same }: RollComparison): Screen {
    const print = (): void => {
      this.#printing = true;
      desk.redraw();
    };
    return {
      name: "roll-same",
      title: say("authority.compare.same"),
      content: [
        remark("success", say("authority.compare.sameWords", { n: same })),
        desk.letters === null && remark("information", say("authority.lettersNeedPage")),
        desk.letters !== null &&
          textField(
            { id: "contact", label: say("authority.contact"), hint: say("authority.contactHint") },
            this.#contact,
            (contact) => (this.#contact = contact),
          ),
        actions(
          desk.letters !== null && button(say("authority.letters", { n: same }), print),
          button(say("ui.back"), () => desk.leave(), "secondary"),
        ),
      ],
    };
  }

  #lettersScreen(desk: CompareDesk, election: LetterElection, letters: readonly CodeRow[]): Screen {
    const back = (): void => {
      this.#printing = false;
      desk.redraw();
    };
    return {
      name: "letters",
      title: say("authority.lettersHeading"),
      content: [
        element(
          "div",
          { class: "screen-only" },
          remark("warning", say("authority.codesWarning")),
          actions(
            button(say("authority.print"), () => window.print()),
            button(say("ui.back"), back, "secondary"),
          ),
        ),
        ...lettersOf(election, letters, this.#contact.trim()),
      ],
    };
  }

  async #compare(desk: CompareDesk, rows: readonly CodeRow[]): Promise<void> {
    const run = this.#run;
    const show = (done: number | null): void => {
      this.#done = done;
      desk.redraw();
    };
    show(0);
    const published = await desk.published();
    const found =
      published === null
        ? "unread"
        : await compareRoll(desk.election, rows, published, (done) => {
            if (run === this.#run && done % 5 === 0) show(done);
          });
    if (run !== this.#run) return;
    this.#found = found;
    show(null);
  }
}

function faultParts(faults: readonly CodesFault[]): Child {
  return element(
    "section",
    { class: "card faults", role: "alert", "aria-labelledby": "codes-faults" },
    element("h2", { id: "codes-faults" }, say("authority.compare.nothing")),
    list(faults.slice(0, shownRows).map(faultWords)),
    faults.length > shownRows &&
      paragraph(say("authority.moreFaults", { n: faults.length - shownRows })),
  );
}

function faultWords(fault: CodesFault): Words {
  switch (fault.fault) {
    case "codeTwice":
      return say("authority.fault.codeTwice", { row: fault.row, first: fault.first });
    case "code":
    case "test":
      return say(`authority.fault.${fault.fault}`, { row: fault.row });
    default:
      return say(`authority.fault.${fault.fault}`);
  }
}

const isSame = ({ missing, strangers }: RollComparison): boolean =>
  missing.length === 0 && strangers === 0;

function differsScreen(desk: CompareDesk, { same, missing, strangers }: RollComparison): Screen {
  const people = missing
    .slice(0, shownRows)
    .map(({ row, person }) => say("authority.compare.missingRow", { row, person }));
  return {
    name: "roll-differs",
    title: say("authority.compare.differs"),
    content: [
      remark("warning", say("authority.compare.differsWords")),
      paragraph(say("authority.compare.sameCount", { n: same })),
      missing.length > 0 && paragraph(say("authority.compare.missing", { n: missing.length })),
      list(people),
      missing.length > shownRows &&
        paragraph(say("authority.compare.moreMissing", { n: missing.length - shownRows })),
      strangers > 0 && paragraph(say("authority.compare.strangers", { n: strangers })),
      paragraph(say("authority.compare.differsNext")),
      actions(button(say("ui.back"), () => desk.leave(), "secondary")),
    ],
  };
}
