// What a page asks the operators of a board. Every answer is a hint: what counts is the receipt, which
// is verified under the page's own policy. Requests carry no cookie and say nothing about the page.
import { ballotId } from "../crypto/ballotProof.ts";
import { type Bytes, decodeUtf8, encodeHex, equalBytes } from "../crypto/bytes.ts";
import { Refused } from "../crypto/refused.ts";
import type { Element } from "../crypto/group.ts";
import type { BallotPost } from "../ballot/ballotPost.ts";
import { ballotsFingerprint } from "../ballot/fingerprint.ts";
import { normalizeReceiptCode, receiptCode, receiptCodePrefix } from "../ballot/receiptCode.ts";
import type { SignedCheckpoint } from "./checkpoint.ts";
import { openCheckpointUnder, type Policy } from "./policy.ts";
import { decodePost, type Post } from "./posts.ts";
import { parseReceipt, type Receipt, verifyReceipt } from "./receipt.ts";
import { bundleOf, decodeBundle } from "./tiles.ts";

export interface BoardOptions {
  readonly fetch?: typeof fetch;
  // How long one operator may take before the next is asked as well.
  readonly patience_ms?: number;
  // How long a receipt may wait for the witnesses.
  readonly receipt_ms?: number;
  // Between two attempts, unless the operator names another time.
  readonly retry_ms?: number;
}

export interface VerifiedReceipt {
  readonly receipt: Receipt;
  // As it came, for a file.
  readonly bytes: Bytes;
  readonly checkpoint: SignedCheckpoint;
  readonly operator: string;
}

export type CastOutcome =
  // In the log under the policy: certain.
  | { readonly state: "recorded"; readonly receipt: VerifiedReceipt }
  // An operator says so, and there is no receipt yet. Casting the same bytes again is safe.
  | { readonly state: "unconfirmed"; readonly index: number; readonly reason: Refused | null }
  // Every operator that answered refuses the post.
  | { readonly state: "refused"; readonly refusal: Refused }
  | { readonly state: "unreachable" };

export interface CredentialHint {
  readonly on_roll: boolean;
  readonly style: string | null;
  readonly weight: number | null;
  // Of the ballot that counts now, and its place in the log.
  readonly sequence: number | null;
  readonly entry: number | null;
}

export interface FoundBallot {
  readonly id: Bytes;
  // The ballot, or the notice that it was tested.
  readonly post: Extract<Post, { readonly type: "ballot" | "tested" }>;
  readonly index: number;
  readonly receipt: VerifiedReceipt;
  // The operator's word: that no later ballot replaces it is not verified here.
  readonly claimed: "counts" | "replaced" | "tested";
}

// A signal that follows `outer` and, unless `ms` is null, the clock. `release` ends both.
function limited(ms: number | null, outer?: AbortSignal): { signal: AbortSignal; release: () => void; abort: () => void } {
  const controller = new AbortController();
  const follow = (): void => controller.abort(outer?.reason);
  const timer = ms === null ? undefined : setTimeout(() => controller.abort(new Error("no answer in time")), ms);
  outer?.addEventListener("abort", follow);
  if (outer?.aborted === true) follow();
  const release = (): void => {
    clearTimeout(timer);
    outer?.removeEventListener("abort", follow);
  };
  return { signal: controller.signal, release, abort: () => controller.abort(new Error("is not needed any more")) };
}

// Resolves after `ms`, or rejects when aborted.
function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });
}

const isIndex = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isText = (value: unknown): value is string => typeof value === "string" && value.length <= 1024;

type Fields = Readonly<Record<string, unknown>>;

async function readJson(response: Response): Promise<Fields> {
  const value: unknown = await response.json().catch(() => null);
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

// What an operator answers to a post; null where it is to be asked again.
async function readVerdict(response: Response): Promise<CastOutcome | null> {
  const answer = await readJson(response);
  if (response.ok && answer["verdict"] === "accepted" && isIndex(answer["index"])) {
    return { state: "unconfirmed", index: answer["index"], reason: null };
  }
  if (response.status !== 422 && response.status !== 413) return null;
  const word = (name: string): string => (isText(answer[name]) ? answer[name] : "");
  return { state: "refused", refusal: new Refused(word("code") || "post.size", word("path"), word("detail")) };
}

// Never settles with another outcome.
const recordedOnly = (attempt: Promise<CastOutcome>): Promise<CastOutcome> =>
  new Promise((resolve) => {
    attempt.then((outcome) => outcome.state === "recorded" && resolve(outcome), () => undefined);
  });

// The one that tells the voter most.
function bestOf(outcomes: readonly CastOutcome[]): CastOutcome {
  const order: readonly CastOutcome["state"][] = ["recorded", "unconfirmed", "refused", "unreachable"];
  return [...outcomes].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))[0] ?? { state: "unreachable" };
}

export class BoardClient {
  private readonly options: Required<BoardOptions>;
  // The largest checkpoint seen under the policy.
  newest: SignedCheckpoint | null = null;

  constructor(private readonly operators: readonly string[], readonly policy: Policy, options: BoardOptions = {}) {
    this.options = {
      fetch: (...parameters) => globalThis.fetch(...parameters), patience_ms: 15_000, receipt_ms: 30_000, retry_ms: 2_000, ...options,
    };
  }

  // `read` is given the whole answer within the patience for one operator.
  private async request<Value>(
    operator: string, path: string, read: (response: Response) => Promise<Value>, outer?: AbortSignal, init: RequestInit = {},
  ): Promise<Value> {
    const { signal, release } = limited(this.options.patience_ms, outer);
    try {
      return await read(await this.options.fetch(`${operator}/${path}`, {
        credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", redirect: "error", signal, ...init,
      }));
    } finally {
      release();
    }
  }

  private see(checkpoint: SignedCheckpoint): SignedCheckpoint {
    if (this.newest === null || checkpoint.checkpoint.size > this.newest.checkpoint.size) this.newest = checkpoint;
    return checkpoint;
  }

  // The first answer that `read` takes, from the operators in their order; null if none gives one.
  // Throws what `read` refuses.
  private async ask<Value>(
    path: string, read: (response: Response, operator: string) => Promise<Value | null>, signal?: AbortSignal,
  ): Promise<Value | null> {
    for (const operator of this.operators) {
      try {
        const value = await this.request(operator, path, async (response) => (response.ok ? read(response, operator) : null), signal);
        if (value !== null) return value;
      } catch (error) {
        if (error instanceof Refused || signal?.aborted === true) throw error;
      }
    }
    return null;
  }

  // ---- Casting ----

  // Sends these bytes, and only these, until an operator's receipt for them verifies. The next
  // operator is asked as well when one does not bring a receipt in time, or refuses.
  async cast(post: Bytes, outer?: AbortSignal): Promise<CastOutcome> {
    const { signal, release, abort } = limited(null, outer);
    const attempts: Promise<CastOutcome>[] = [];
    try {
      for (const operator of this.operators) {
        const attempt = this.castAt(operator, post, signal);
        // Whoever is too late is not listened to.
        attempt.catch(() => undefined);
        attempts.push(attempt);
        const outcome = await Promise.race([...attempts.map(recordedOnly), attempt, wait(this.options.patience_ms, signal)]);
        if (outcome?.state === "recorded") return outcome;
      }
      return await Promise.race([...attempts.map(recordedOnly), Promise.all(attempts).then(bestOf)]);
    } finally {
      release();
      abort();
    }
  }

  private async castAt(operator: string, post: Bytes, signal: AbortSignal): Promise<CastOutcome> {
    const answer = await this.addAt(operator, post, signal);
    if (answer.state !== "unconfirmed") return answer;
    const end = Date.now() + this.options.receipt_ms;
    let reason: Refused | null = null;
    for (;;) {
      try {
        const receipt = await this.receiptAt(operator, answer.index, post, signal);
        if (receipt !== null) return { state: "recorded", receipt };
      } catch (error) {
        signal.throwIfAborted();
        // A receipt that does not verify may be followed by one that does; the reason is kept.
        if (error instanceof Refused) reason = error;
      }
      if (Date.now() >= end) return { ...answer, reason };
      await wait(this.options.retry_ms, signal);
    }
  }

  private async addAt(operator: string, post: Bytes, signal: AbortSignal): Promise<CastOutcome> {
    const end = Date.now() + 2 * this.options.patience_ms;
    for (;;) {
      try {
        const outcome = await this.request(operator, "add", readVerdict, signal, { method: "POST", body: post });
        if (outcome !== null) return outcome;
      } catch {
        signal.throwIfAborted();
      }
      if (Date.now() >= end) return { state: "unreachable" };
      await wait(this.options.retry_ms, signal);
    }
  }

  // ---- Receipts and entries ----

  private async openReceipt(response: Response, operator: string, index: number, entry: Uint8Array): Promise<VerifiedReceipt> {
    const bytes = new Uint8Array(await response.arrayBuffer());
    const receipt = parseReceipt(bytes);
    if (receipt.index !== BigInt(index)) throw new Refused("receipt.inclusion", `entry ${index}`, `is a receipt of entry ${receipt.index}`);
    return { receipt, bytes, checkpoint: this.see(verifyReceipt(receipt, entry, this.policy)), operator };
  }

  private receiptAt(operator: string, index: number, entry: Uint8Array, signal: AbortSignal): Promise<VerifiedReceipt | null> {
    const read = async (response: Response) => (response.ok ? this.openReceipt(response, operator, index, entry) : null);
    return this.request(operator, `receipt/${index}`, read, signal);
  }

  // The receipt of an entry whose bytes are known; null where no operator gives one. Throws Refused
  // where an operator's receipt does not verify.
  receipt(index: number, entry: Uint8Array, signal?: AbortSignal): Promise<VerifiedReceipt | null> {
    return this.ask(`receipt/${index}`, (response, operator) => this.openReceipt(response, operator, index, entry), signal);
  }

  // The published checkpoint, under the policy. Throws Refused board.older where an operator shows a
  // smaller board than was seen before.
  checkpoint(signal?: AbortSignal): Promise<SignedCheckpoint | null> {
    return this.ask("checkpoint", async (response) => {
      const opened = openCheckpointUnder(this.policy, new Uint8Array(await response.arrayBuffer()));
      const before = this.newest?.checkpoint;
      const { size, root } = opened.checkpoint;
      if (before !== undefined && size < before.size) throw new Refused("board.older", `size ${size}`, `was ${before.size} before`);
      if (before !== undefined && size === before.size && !equalBytes(root, before.root)) {
        throw new Refused("board.fork", `size ${size}`, "has another root than before");
      }
      return this.see(opened);
    }, signal);
  }

  // The bytes of an entry as an operator shows them: to be verified by its receipt.
  entry(index: number, size: bigint, signal?: AbortSignal): Promise<Bytes | null> {
    const { path, width, offset } = bundleOf(BigInt(index), size);
    return this.ask(path, async (response) => decodeBundle(new Uint8Array(await response.arrayBuffer()), width)[offset]!, signal);
  }

  // ---- Looking up ----

  async credential(election: string, credential: Element, signal?: AbortSignal): Promise<CredentialHint | null> {
    const orNull = <Value>(value: unknown, is: (value: unknown) => value is Value): Value | null => (is(value) ? value : null);
    return this.ask(`elections/${election}/credential/${encodeHex(credential)}`, async (response) => {
      const answer = await readJson(response);
      if (typeof answer["on_roll"] !== "boolean") return null;
      return {
        on_roll: answer["on_roll"], style: orNull(answer["style"], isText), weight: orNull(answer["weight"], isIndex),
        sequence: orNull(answer["sequence"], isIndex), entry: orNull(answer["entry"], isIndex),
      };
    }, signal);
  }

  // The ballots with this receipt code, each verified by its own bytes and a receipt; null where no
  // operator answers. Throws Refused for a code that is none, and for what does not verify.
  async findBallots(election: string, code: string, signal?: AbortSignal): Promise<FoundBallot[] | null> {
    const wanted = normalizeReceiptCode(code);
    const matches = await this.ask(`elections/${election}/ballot/${encodeHex(receiptCodePrefix(wanted))}`, async (response) => {
      const answer = await readJson(response);
      return Array.isArray(answer["matches"]) ? (answer["matches"] as readonly Fields[]).slice(0, 16) : null;
    }, signal);
    if (matches === null) return null;
    const found: FoundBallot[] = [];
    for (const { entry: index, state } of matches) {
      if (!isIndex(index) || (state !== "counts" && state !== "replaced" && state !== "tested")) continue;
      const verified = await this.verifiedEntry(index, signal);
      const post = verified && decodePost(verified.bytes);
      const id = post?.type === "ballot" ? idOfPost(post.ballot) : post?.type === "tested" ? post.notice.ballot : null;
      if (verified !== null && id !== null && receiptCode(id) === wanted) {
        found.push({ id, post: post as FoundBallot["post"], index, receipt: verified.receipt, claimed: state });
      }
    }
    return found;
  }

  // An entry of the log with its receipt; null where no operator shows both.
  async verifiedEntry(index: number, signal?: AbortSignal): Promise<{ bytes: Bytes; receipt: VerifiedReceipt } | null> {
    const checkpoint = await this.checkpoint(signal);
    if (checkpoint === null || BigInt(index) >= checkpoint.checkpoint.size) return null;
    const bytes = await this.entry(index, checkpoint.checkpoint.size, signal);
    const receipt = bytes && (await this.receipt(index, bytes, signal));
    return bytes && receipt && { bytes, receipt };
  }

  // The JSON of /status, of which nothing is verified.
  status(signal?: AbortSignal): Promise<Fields | null> {
    return this.ask("status", readJson, signal);
  }

  async definition(election: string, signal?: AbortSignal): Promise<string | null> {
    return this.ask(`elections/${election}`, async (response) => decodeUtf8(new Uint8Array(await response.arrayBuffer())), signal);
  }

  async result(election: string, signal?: AbortSignal): Promise<string | null> {
    return this.ask(`elections/${election}/result`, (response) => response.text(), signal);
  }
}

// The id of a posted ballot: of its sealed bytes without z_K.
export function idOfPost({ election, style, credential, sequence, sealed }: BallotPost): Bytes {
  return ballotId({ election: ballotsFingerprint(election, style), credential, sequence }, sealed.slice(0, -32));
}
