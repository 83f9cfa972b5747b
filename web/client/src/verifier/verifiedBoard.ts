// The board as the officials' and trustees' pages see it: what the operators publish, verified
// whole on this device before any of it is believed.
import { Operators, readJson } from "../bulletinBoard/operators.ts";
import type { Bytes } from "../crypto/bytes.ts";
import { Refused } from "../crypto/refused.ts";
import { type BoardView, verdictOf } from "./report.ts";
import { PublishedRoll } from "./publishedRoll.ts";
import { VerificationStopped, type VerifyOptions, verifyRecord } from "./verifier.ts";
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
      readonly view: BoardView;
    };

// Of a record, by their names.
export type Files = ReadonlyMap<string, Bytes>;

export class BoardConnection {
  readonly operators: readonly string[];
  readonly policy: string;
  readonly #clients: Operators;
  // A record that was brought on a medium; null: the operators are asked.
  #record: Files | null = null;
  #events: EventSource | null = null;
  #news = false;
  #wake: () => void = () => {};

  constructor(operators: readonly string[], policy: string) {
    this.operators = operators;
    this.policy = policy;
    this.#clients = new Operators(operators);
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
    const checkpoint = await this.#read(record, "checkpoint");
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
      const { report, view } = await verifyRecord(
        await verifierModule(),
        source,
        this.policy,
        options,
      );
      if (report.valid) return { kind: "verified", checkpoint: words, at: new Date(), view };
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
        const { index, code, path, detail } = (readJson(reply) ?? {}) as Partial<Verdict>;
        if (typeof index === "number") return index;
        if (typeof code === "string") return new Refused(code, path ?? "", detail ?? "");
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
    this.#events ??= this.#listen();
    const rest = pause(10 * milliseconds);
    const told = new Promise<void>((done) => (this.#wake = done));
    if (this.#news) this.#wake();
    await Promise.race([Promise.all([rest, told]), Promise.all([rest, pause(lookEvery)])]);
  }

  #listen(): EventSource {
    const events = new EventSource(`${this.operators[0]}/events`);
    events.addEventListener("checkpoint", () => {
      this.#news = true;
      this.#wake();
    });
    return events;
  }

  #read(record: Files | null, path: string): Promise<Bytes | null> {
    if (record !== null) return Promise.resolve(record.get(path) ?? null);
    return this.#clients.askInTurn(
      `/${path}`,
      ({ status, bytes }) => (status === 200 ? bytes : null),
      { cached: path.startsWith("tile/") },
    );
  }
}

const lookEvery = 5_000;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((done) => setTimeout(done, milliseconds));

interface Verdict {
  readonly index: number;
  readonly code: string;
  readonly path: string;
  readonly detail: string;
}
