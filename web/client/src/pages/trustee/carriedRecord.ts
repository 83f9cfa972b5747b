// A trustee whose device has no network: a record is brought to it on a medium and verified here,
// and what the trustee says is taken away as files.
import { anyObject, readShape } from "../../ballot/shape.ts";
import type { Bytes } from "../../crypto/bytes.ts";
import { Refused } from "../../crypto/refused.ts";
import { readUstar } from "../../bulletinBoard/ustar.ts";
import { type Words, say, sayTime } from "../../text/texts.ts";
import type { Child } from "../../ui/element.ts";
import { saveFile } from "../../ui/saveFile.ts";
import type { VerifiedBoard } from "../../verifier/report.ts";
import { actions, button, heading, remark, paragraph, recordField } from "../../ui/blocks.ts";
import type { BoardReader, Files } from "../../verifier/boardReader.ts";

interface Outgoing {
  readonly name: string;
  readonly entry: Bytes;
}

// What the page does with it.
export interface RecordReader {
  // How many entries the newest log had that was verified on this device, from wherever it came.
  readonly newest: number;
  // Verifies what is there now; what it is, if it holds.
  lookAnew(): Promise<VerifiedBoard | null>;
  redraw(): void;
}

// Made once by the page, which asks it whether a record is carried. It owns the files of the record
// that verified last, and the posts that are to be taken away.
export class CarriedRecord {
  readonly #board: BoardReader;
  readonly #reader: RecordReader;
  // Null before one was verified
  #files: Files | null = null;
  // Of what is read now; null: it does not verify
  #view: VerifiedBoard | null = null;
  #outgoing: Outgoing[] = [];
  #problem: Words | null = null;

  constructor(board: BoardReader, reader: RecordReader) {
    this.#board = board;
    this.#reader = reader;
  }

  get isUsed(): boolean {
    return this.#board.carried;
  }

  // To be sent by somebody else.
  keep(line: string, entry: Bytes): void {
    const { election, type, trustee, pool } = readShape(line, anyObject);
    const parts = [election, type, trustee, pool].filter((part) => part !== undefined);
    // A pool's name is a path, and no identifier has a "+".
    const name = `${parts.join(".").replaceAll("/", "+")}.post`;
    this.#outgoing = [...this.#outgoing.filter((each) => each.name !== name), { name, entry }];
  }

  // Where the operators cannot be reached.
  offer(): Child[] {
    return [
      heading(2, say("trustee.carried.heading")),
      paragraph(say("trustee.carried.words")),
      this.#field(say("trustee.carried.file")),
    ];
  }

  // Before what is due: what was said here and has to be taken away.
  outgoing(): Child[] {
    if (!this.isUsed || this.#outgoing.length === 0) return [];
    const save = ({ name, entry }: Outgoing): Child =>
      button(say("trustee.carried.save", { name }), () => saveFile(name, entry));
    return [remark("success", say("trustee.carried.outgoing")), actions(this.#outgoing.map(save))];
  }

  // Under each screen, while it is used.
  parts(): Child[] {
    if (!this.isUsed) return [];
    const view = this.#view;
    return [
      heading(2, say("trustee.carried.heading")),
      view !== null &&
        remark(
          "information",
          say("trustee.carried.now", { n: view.size, date: sayTime(new Date(1000 * view.time)) }),
        ),
      this.#field(say("trustee.carried.newer")),
      actions(button(say("trustee.carried.network"), () => this.#leave(), "secondary")),
    ];
  }

  #field(label: Words): HTMLElement {
    const error = this.#problem ?? undefined;
    return recordField({ id: "record-file", label, error }, (content) => this.#open(content));
  }

  async #open(content: Uint8Array): Promise<void> {
    const files = readUstar(content);
    if (files instanceof Refused || !files.has("checkpoint")) {
      this.#problem = say("trustee.carried.wrong");
      return this.#reader.redraw();
    }
    this.#problem = null;
    const { newest } = this.#reader;
    this.#board.carry(files);
    this.#view = await this.#reader.lookAnew();
    if (this.#view !== null && this.#view.size < newest) {
      this.#problem = say("trustee.carried.older");
      this.#board.carry(this.#files);
      this.#view = await this.#reader.lookAnew();
    } else if (this.#view !== null) {
      this.#files = files;
      this.#outgoing = [];
    }
    this.#reader.redraw();
  }

  async #leave(): Promise<void> {
    this.#board.carry(null);
    this.#files = null;
    this.#problem = null;
    await this.#reader.lookAnew();
    this.#reader.redraw();
  }
}
