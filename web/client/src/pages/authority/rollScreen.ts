// The voter list: read row by row, then a voting code for each person, and the public credentials.
// The codes are saved before anything is public: a credential without a code would be lost.
import { actions, button, fileField, list, remark, paragraph } from "../../ui/blocks.ts";
import type { Screen } from "../../ui/frame.ts";
import { type Words, say } from "../../text/texts.ts";
import { type Child, element } from "../../ui/element.ts";
import { saveFile } from "../../ui/saveFile.ts";
import { lettersCsv } from "../../authority/letter.ts";
import { type MadeRoll, makeRoll } from "../../authority/makeRoll.ts";
import { type RollFault, type RollFile, readRoll } from "../../authority/rollFile.ts";

export interface RollElection {
  readonly id: string;
  readonly styles: readonly string[];
  readonly maxWeight: number;
}

export interface RollDesk {
  readonly election: RollElection;
  // Null without the registrar's key.
  post: ((made: MadeRoll) => Promise<void>) | null;
  redraw(): void;
  leave(): void;
  readonly problem: Words | null;
}

// Holds the voters of one file and then their codes, until the page is closed.
export class RollScreen {
  #file: RollFile | null = null;
  #made: MadeRoll | null = null;
  #done = 0;
  #making = false;
  #saved = false;

  screen(desk: RollDesk): Screen {
    const problems = desk.problem === null ? [] : [{ field: "", words: desk.problem }];
    return {
      name: this.#made === null ? "roll" : "roll-made",
      title: say("authority.roll"),
      problems,
      content: this.#made === null ? this.#readParts(desk) : this.#madeParts(desk, this.#made),
    };
  }

  #readParts(desk: RollDesk): Child[] {
    const { election } = desk;
    const file = this.#file;
    const rows = file?.rows.length ?? 0;
    return [
      paragraph(say("authority.rollWords")),
      paragraph(element("code", { class: "code" }, "person,address,style,weight")),
      fileField({ id: "roll-file", label: say("authority.rollFile") }, (content) => {
        this.#file = readRoll(content, election.styles, election.maxWeight);
        desk.redraw();
      }),
      file !== null && file.faults.length > 0 && this.#faults(file.faults),
      rows > 0 && remark("success", say("authority.rollRight", { n: rows })),
      this.#making &&
        element("progress", {
          max: rows,
          value: this.#done,
          "aria-label": say("authority.makingCodes"),
        }),
      this.#making && paragraph(say("authority.madeCodes", { n: this.#done, all: rows })),
      actions(
        rows > 0 &&
          !this.#making &&
          button(say("authority.makeCodes", { n: rows }), () => this.#make(desk)),
        button(say("ui.back"), () => desk.leave(), "secondary"),
      ),
    ];
  }

  #faults(faults: readonly RollFault[]): HTMLElement {
    return element(
      "section",
      { class: "card faults", role: "alert", "aria-labelledby": "roll-faults" },
      element("h2", { id: "roll-faults" }, say("authority.nothingImported")),
      list(faults.slice(0, 100).map(faultWords)),
      faults.length > 100 && paragraph(say("authority.moreFaults", { n: faults.length - 100 })),
    );
  }

  async #make(desk: RollDesk): Promise<void> {
    this.#making = true;
    desk.redraw();
    this.#made = await makeRoll(desk.election.id, this.#file!.rows, (done) => {
      this.#done = done;
      if (done % 5 === 0) desk.redraw();
    });
    this.#making = false;
    desk.redraw();
  }

  #madeParts(desk: RollDesk, made: MadeRoll): Child[] {
    const { election, post } = desk;
    return [
      remark("warning", say("authority.codesWarning")),
      paragraph(say("authority.lettersLater")),
      actions(
        button(say("authority.saveCodes"), () => {
          saveFile(`${election.id}.codes.csv`, lettersCsv(made.letters), "text/csv");
          this.#saved = true;
          desk.redraw();
        }),
      ),
      post === null && paragraph(say("authority.registrarKey")),
      this.#saved && post !== null && actions(button(say("authority.postRoll"), () => post(made))),
      actions(button(say("ui.back"), () => desk.leave(), "secondary")),
    ];
  }
}

export function faultWords(fault: RollFault): Words {
  switch (fault.fault) {
    case "columns":
      return say("authority.fault.columns");
    case "empty":
      return say("authority.fault.empty");
    case "twice":
      return say("authority.fault.twice", { row: fault.row, first: fault.first });
    case "style":
    case "weight":
      return say(`authority.fault.${fault.fault}`, { row: fault.row, value: fault.value });
    default:
      return say(`authority.fault.${fault.fault}`, { row: fault.row });
  }
}
