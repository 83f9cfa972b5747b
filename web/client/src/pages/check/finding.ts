// What has become of a ballot, found in the ballot box by this page itself: docs/log.md.
import { receiptCode } from "../../ballot/receiptCode.ts";
import { parseReceipt } from "../../bulletinBoard/receipt.ts";
import { equalBytes, utf8 } from "../../crypto/bytes.ts";
import { Refused } from "../../crypto/refused.ts";
import { TwoViews, type SeenLog, type SeenCheckpoint } from "../../bulletinBoard/seenLog.ts";
import type { Operators } from "../../bulletinBoard/operators.ts";
import {
  type LoggedBallot,
  largestRecord,
  readRecord,
  type ReadRecord,
} from "../../bulletinBoard/record.ts";
import { Unreadable } from "../../bulletinBoard/treeReader.ts";

export type BallotState = "counts" | "in_result" | "replaced" | "tested" | "not_counted";

export type Finding =
  | {
      readonly state: BallotState;
      readonly code: string;
      readonly index: number;
      readonly view: SeenCheckpoint;
    }
  | { readonly state: "not_found"; readonly code: string; readonly view: SeenCheckpoint }
  // Several ballots begin with what was typed
  | { readonly state: "several"; readonly codes: readonly string[] }
  | {
      readonly state: "cannot_tell";
      readonly why: "no_answer" | "few" | "older" | "unreadable" | "too_large";
    }
  | { readonly state: "wrong_receipt" }
  | { readonly state: "two_views"; readonly evidence: string };

export interface OpenedRecord {
  readonly record: ReadRecord;
  readonly view: SeenCheckpoint;
}
// Characters of a code that nobody else's has by chance: two groups.
const longEnough = 10;

type Failure = Extract<Finding, { readonly state: "cannot_tell" | "two_views" }>;

export interface FinderOptions {
  readonly operators: Operators;
  readonly seen: SeenLog;
  readonly election: { readonly id: string; readonly fingerprint: Uint8Array<ArrayBuffer> | null };
}

// Finds for one page and one election. It reads the log anew each time, so that what was seen
// before is never taken for what is there now.
export class Finder {
  readonly #options: FinderOptions;
  #opened: OpenedRecord | null = null;

  constructor(options: FinderOptions) {
    this.#options = options;
  }

  // Looks at every operator's newest checkpoint, so that two views show, and reads the box under
  // the largest one that enough witnesses signed.
  async open(onProgress: (done: number) => void): Promise<OpenedRecord | Failure> {
    const { operators, seen, election } = this.#options;
    try {
      const views: SeenCheckpoint[] = [];
      for (const operator of operators.addresses) {
        const view = await seen.look(operator);
        if (view !== null) views.push(view);
      }
      if (views.length === 0) return { state: "cannot_tell", why: "no_answer" };
      const enough = views.filter((view) => view.enough);
      if (enough.length === 0) return { state: "cannot_tell", why: "few" };
      const view = enough.reduce((a, b) =>
        b.signed.checkpoint.size > a.signed.checkpoint.size ? b : a,
      );
      // A receipt that was shown here proves a larger box than anybody shows now.
      if (seen.view !== null && seen.view.signed.checkpoint.size > view.signed.checkpoint.size)
        return { state: "cannot_tell", why: "older" };
      if (view.signed.checkpoint.size > BigInt(largestRecord))
        return { state: "cannot_tell", why: "too_large" };
      if (
        this.#opened !== null &&
        equalBytes(this.#opened.view.signed.checkpoint.root, view.signed.checkpoint.root)
      ) {
        return { record: this.#opened.record, view };
      }
      this.#opened = { record: await this.#read(view, onProgress, election), view };
      return this.#opened;
    } catch (error) {
      if (error instanceof TwoViews) return { state: "two_views", evidence: error.evidence };
      if (error instanceof Unreadable) return { state: "cannot_tell", why: "unreadable" };
      throw error;
    }
  }

  async #read(
    view: SeenCheckpoint,
    onProgress: (done: number) => void,
    election: FinderOptions["election"],
  ): Promise<ReadRecord> {
    const { operators, seen } = this.#options;
    let failure: unknown = new Unreadable();
    for (const operator of [
      view.operator,
      ...operators.addresses.filter((each) => each !== view.operator),
    ]) {
      try {
        return await readRecord(seen.reader(operator), view, election, onProgress);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        failure = error;
      }
    }
    throw failure;
  }

  // `code` in capital letters without dashes, perhaps only its beginning: what begins so short is
  // offered, and not taken.
  async find(code: string, onProgress: (done: number) => void): Promise<Finding> {
    const opened = await this.open(onProgress);
    if ("state" in opened) return opened;
    const begins = (id: Uint8Array): boolean =>
      receiptCode(id).replaceAll("-", "").startsWith(code);
    const ballots = opened.record.ballots.filter(({ id }) => begins(id));
    const tested = opened.record.tested.filter(({ id }) => begins(id));
    const codes = [...new Set([...ballots, ...tested].map(({ id }) => receiptCode(id)))];
    if (codes.length > 1 || (codes.length === 1 && code.length < longEnough))
      return { state: "several", codes };
    const [ballot] = ballots;
    if (ballot !== undefined) return this.#judge(opened, ballot);
    const [notice] = tested;
    if (notice !== undefined)
      return { state: "tested", code: codes[0]!, index: notice.index, view: opened.view };
    return { state: "not_found", code, view: opened.view };
  }

  async findReceipt(text: string, onProgress: (done: number) => void): Promise<Finding> {
    let index: number;
    try {
      index = Number(parseReceipt(utf8(text)).index);
    } catch (error) {
      if (error instanceof Refused) return { state: "wrong_receipt" };
      throw error;
    }
    const opened = await this.open(onProgress);
    if ("state" in opened) return opened;
    const entry = opened.record.entries[index];
    try {
      // The receipt's own checkpoint joins what the page has seen: an operator that shows less is
      // behind.
      const proved =
        entry === undefined
          ? await this.#options.seen.see(text, opened.view.operator)
          : (await this.#options.seen.confirm(entry, text, opened.view.operator)) !== null;
      if (!proved) return { state: "wrong_receipt" };
    } catch (error) {
      if (error instanceof TwoViews) return { state: "two_views", evidence: error.evidence };
      if (error instanceof Unreadable) return { state: "cannot_tell", why: "unreadable" };
      throw error;
    }
    const ballot = opened.record.ballots.find((each) => each.index === index);
    if (entry === undefined) return { state: "cannot_tell", why: "older" };
    return ballot === undefined ? { state: "wrong_receipt" } : this.#judge(opened, ballot);
  }

  #judge({ record, view }: OpenedRecord, ballot: LoggedBallot): Finding {
    const found = { code: receiptCode(ballot.id), index: ballot.index, view };
    const later = record.ballots.some(
      ({ credential, sequence }) => credential === ballot.credential && sequence > ballot.sequence,
    );
    if (later) return { state: "replaced", ...found };
    if (record.cancelled) return { state: "not_counted", ...found };
    return { state: record.hasResult ? "in_result" : "counts", ...found };
  }
}
