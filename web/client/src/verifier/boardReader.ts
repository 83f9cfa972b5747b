// The board as the officials' and trustees' pages see it: what the operators publish, verified
// whole on this device before any of it is believed.
import { integer, optional, someFields, text } from "../ballot/shape.ts";
import { Operators, readReply } from "../bulletinBoard/operators.ts";
import type { Bytes } from "../crypto/bytes.ts";
import { Refused } from "../crypto/refused.ts";
import { type VerifiedBoard, verdictOf } from "./report.ts";
import { PublishedRoll } from "./publishedRoll.ts";
import {
  VerificationStopped,
  type VerifyOptions,
  type RecordSource,
  servedRecord,
  verifyRecord,
} from "./verifier.ts";
import { verifierModule } from "./embeddedModule.ts";

export type BoardLook =
  | { readonly kind: "looking"; readonly done: number; readonly all: number }
  | { readonly kind: "unreachable" }
  // The checks that failed, in words.
  | { readonly kind: "failed"; readonly failures: readonly string[] }
  | {
      readonly kind: "verified";
      readonly checkpoint: string;
      readonly at: Date;
      readonly board: VerifiedBoard;
    };

// Of a record, by their names.
export type Files = ReadonlyMap<string, Bytes>;

// The board as one page follows it. Every look verifies the whole log; a record that was carried to
// the device is read in place of the network, never both.
export class BoardReader {
  readonly operators: readonly string[];
  readonly policy: string;
  readonly #clients: Operators;
  readonly #served: RecordSource;
  // A record that was brought on a medium; null: the operators are asked.
  #record: Files | null = null;
  #follows = false;
  #news = false;
  #wake: () => void = () => {};

  constructor(operators: readonly string[], policy: string) {
    this.operators = operators;
    this.policy = policy;
    this.#clients = new Operators(operators);
    this.#served = servedRecord(this.#clients);
  }

  // From now on this record is read, and no network; with null the network again.
  carry(record: Files | null): void {
    this.#record = record;
  }

  get carried(): boolean {
    return this.#record !== null;
  }

  // The verifier key of the log that the policy names.
  get log(): string {
    const line = this.policy.split("\n").find((each) => each.startsWith("log "));
    return line?.split(/\s+/)[1] ?? "";
  }

  // Verifies the whole log, unless nothing was published since `before`.
  async look(
    before: BoardLook,
    onProgress: (done: number, all: number) => void,
  ): Promise<BoardLook> {
    this.#news = false;
    return this.#look(before, { onProgress });
  }

  // The credentials of an election's voter list, in base64url, from a log that was verified for it.
  // Null if it cannot be, or is not right.
  async publishedRoll(election: string): Promise<ReadonlySet<string> | null> {
    const roll = new PublishedRoll(election);
    const look = await this.#look(
      { kind: "unreachable" },
      { onFile: (path, file) => roll.take(path, file) },
    );
    return look.kind === "verified" ? roll.credentials : null;
  }

  async #look(before: BoardLook, options: VerifyOptions): Promise<BoardLook> {
    const record = this.#record;
    const look = await this.#lookAt(record, before, options);
    // Meanwhile another place may be meant.
    return record === this.#record ? look : this.#look(before, options);
  }

  async #lookAt(
    record: Files | null,
    before: BoardLook,
    options: VerifyOptions,
  ): Promise<BoardLook> {
    const checkpoint = await this.#read(record, "checkpoint").catch(() => null);
    if (checkpoint === null) return { kind: "unreachable" };
    const words = new TextDecoder().decode(checkpoint);
    if (before.kind === "verified" && before.checkpoint === words) {
      return { ...before, at: new Date() };
    }
    const source = {
      // One checkpoint for the whole verification, even if the log grows meanwhile.
      read: (path: string) =>
        path === "checkpoint" ? Promise.resolve(checkpoint) : this.#read(record, path),
    };
    try {
      const { report, board } = await verifyRecord(
        await verifierModule(),
        source,
        this.policy,
        options,
      );
      // What a clock that was ahead means is for each election to say.
      if (report.sound) return { kind: "verified", checkpoint: words, at: new Date(), board };
      const failed = report.checks.filter((check) => verdictOf(check) === "failed");
      return {
        kind: "failed",
        failures: failed.map(({ check, failures }) => `${check}: ${failures[0] ?? ""}`),
      };
    } catch (error) {
      if (error instanceof VerificationStopped)
        return { kind: "failed", failures: [error.message] };
      return { kind: "unreachable" };
    }
  }

  // The place in the log, or why it was refused. Tries the operators in turn; the same bytes count
  // once.
  async post(entry: Bytes): Promise<number | Refused> {
    let last = new Refused("http.unreachable", "", "");
    const verdict = await this.#clients.askInTurn(
      "/add",
      (reply): number | Refused | null => {
        const verdict = readReply(reply, verdictShape);
        if (verdict?.index !== undefined) return verdict.index;
        if (verdict?.code !== undefined)
          return new Refused(verdict.code, verdict.path, verdict.detail);
        last = new Refused("http.status", "", String(reply.status));
        return null;
      },
      { body: entry },
    );
    return verdict ?? last;
  }

  // Until the operator tells of something new, or it is time to look again without being told:
  // events may be held back. A log that takes long to verify is looked at less often.
  async untilNews(milliseconds: number): Promise<void> {
    this.#follow();
    const rest = pause(10 * milliseconds);
    const told = new Promise<void>((done) => (this.#wake = done));
    if (this.#news) this.#wake();
    await Promise.race([Promise.all([rest, told]), Promise.all([rest, pause(lookEvery)])]);
  }

  #follow(): void {
    if (this.#follows) return;
    this.#follows = true;
    this.#clients.follow(this.operators[0]!, () => {
      this.#news = true;
      this.#wake();
    });
  }

  #read(record: Files | null, path: string): Promise<Uint8Array | null> {
    return record === null ? this.#served.read(path) : Promise.resolve(record.get(path) ?? null);
  }
}

const lookEvery = 5_000;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((done) => setTimeout(done, milliseconds));

// {"verdict":"accepted","index":7}, or {"verdict":"refused","code":"rules.phase","path":"", ...}
const verdictShape = someFields({
  index: optional(integer, undefined),
  code: optional(text, undefined),
  path: optional(text, ""),
  detail: optional(text, ""),
});
