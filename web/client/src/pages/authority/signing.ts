// A post while it is on this page: who has to sign it, by the verified ballot box, and sending it
// once they have.
import type { Signer } from "../../bulletinBoard/signer.ts";
import { encodeBase64Url } from "../../crypto/bytes.ts";
import { Refused } from "../../crypto/refused.ts";
import type { Words } from "../../text/texts.ts";
import { type ElectionReport, announcementHashOf, announcementOf } from "../../verifier/report.ts";
import { refusalWords } from "../../ui/refusalWords.ts";
import type { BoardReader } from "../../verifier/boardReader.ts";
import {
  type LogParties,
  type PostFile,
  type Required,
  belongs,
  complete,
  newPostFile,
  requiredFor,
  sign,
} from "../../authority/coSigning.ts";
import type { SignDesk } from "./signScreen.ts";

export interface SigningPage {
  readonly board: BoardReader | null;
  readonly signer: Signer | null;
  // Of the verified ballot box; null without one.
  readonly log: LogParties | null;
  electionOf(id: string): ElectionReport | null;
  redraw(): void;
  leave(): void;
  // The post is at this place of the log.
  sent(place: number, election: string): Promise<void>;
}

// One post at a time, from the first signature on this page until it is sent or left.
export class Signing implements SignDesk {
  readonly #page: SigningPage;
  file: PostFile | null = null;
  problem: Words | null = null;
  #busy = false;

  constructor(page: SigningPage) {
    this.#page = page;
  }

  // An election's post, for this log.
  beginAnnouncement(line: string, { origin }: LogParties): void {
    this.file = newPostFile(line, origin);
  }

  // What follows the announcement of an election.
  begin(line: string, election: ElectionReport): void {
    this.file = newPostFile(line, this.belongsTo(election));
  }

  belongsTo(election: ElectionReport): string {
    return encodeBase64Url(announcementHashOf(election, this.#page.log!.origin));
  }

  get signer(): Signer | null {
    return this.#page.signer;
  }

  required(file: PostFile): Required | null {
    const { log } = this.#page;
    const election = this.#page.electionOf(String(file.fields["election"]));
    if (election === null) return requiredFor(file, log, null);
    const { officials, officials_threshold } = announcementOf(election);
    return requiredFor(file, log, {
      announcement: this.belongsTo(election),
      officials,
      threshold: officials_threshold,
      revoked: election.revoked,
    });
  }

  sign(): void {
    const required = this.required(this.file!);
    if (required === null || !belongs(this.file!, required)) return;
    this.file = sign(this.file!, this.signer!);
    this.redraw();
  }

  async send(): Promise<void> {
    const { board } = this.#page;
    const required = this.required(this.file!);
    const entry = required === null ? null : complete(this.file!, required);
    if (entry === null || this.#busy || board === null) return;
    this.#busy = true;
    const sent = await board.post(entry);
    this.#busy = false;
    if (!(sent instanceof Refused))
      return this.#page.sent(sent, String(this.file!.fields["election"]));
    this.problem = refusalWords(sent);
    this.redraw();
  }

  redraw(): void {
    this.#page.redraw();
  }

  leave(): void {
    this.#page.leave();
  }
}
