// The ballot box as this page has seen it. A checkpoint counts if the log signed it; whether enough
// witnesses did is said next to it. All checkpoints that the page ever saw must extend each other:
// where two do not, somebody shows two views, and both signed texts are the evidence. Where nobody
// shows whether they do, the page cannot tell, and takes up neither.
import { type SignedCheckpoint, openCheckpoint } from "./checkpoint.ts";
import { findExtension } from "./extension.ts";
import { leafHash, verifyInclusion } from "./merkleTree.ts";
import { checkQuorum, cosignedBy, parsePolicy, type Policy } from "./policy.ts";
import { parseReceipt } from "./receipt.ts";
import { type Bytes, decodeUtf8, utf8 } from "../crypto/bytes.ts";
import { Refused, refusalOf } from "../crypto/refused.ts";
import type { Operators } from "./operators.ts";
import { type ReadFile, Unreadable } from "./treeReader.ts";

// Two checkpoints of one log that do not extend each other. The evidence is both, as they were
// signed.
export class TwoViews extends Error {
  constructor(readonly evidence: string) {
    super("two copies of the ballot box disagree");
  }
}

// A checkpoint with what the witnesses say of it.
export interface SeenCheckpoint {
  readonly signed: SignedCheckpoint;
  readonly bytes: Bytes;
  readonly operator: string;
  readonly agreeing: number;
  readonly witnesses: number;
  // Of the newest cosignature
  readonly confirmed: Date | null;
  readonly enough: boolean;
}

export interface Confirmation extends SeenCheckpoint {
  readonly index: bigint;
  readonly receipt: string;
}

// Lives as long as the page and remembers one checkpoint: the newest that it saw. Every other one
// is held against it, wherever it comes from.
export class SeenLog {
  readonly #operators: Operators;
  readonly policy: Policy;
  #newest: SeenCheckpoint | null = null;

  constructor(operators: Operators, policy: string) {
    this.#operators = operators;
    this.policy = parsePolicy(policy);
  }

  get view(): SeenCheckpoint | null {
    return this.#newest;
  }

  reader(operator: string): ReadFile {
    return this.#operators.reader(operator);
  }

  #open(bytes: Bytes, operator: string): SeenCheckpoint {
    const signed = openCheckpoint(bytes, this.policy.log);
    const times = [...cosignedBy(this.policy, signed.note).values()];
    const newest = times.reduce((a, b) => (a > b ? a : b), 0n);
    return {
      signed,
      bytes,
      operator,
      agreeing: times.length,
      witnesses: this.policy.witnesses.length,
      confirmed: newest === 0n ? null : new Date(1000 * Number(newest)),
      enough: refusalOf(() => checkQuorum(this.policy, signed.note)) === null,
    };
  }

  // Takes a view up, after checking it against the newest one. Throws TwoViews, or Unreadable where
  // nobody shows how the two belong together.
  async #follow(view: SeenCheckpoint): Promise<void> {
    const known = this.#newest;
    if (known === null) {
      this.#newest = view;
      return;
    }
    const [old, young] =
      view.signed.checkpoint.size < known.signed.checkpoint.size ? [view, known] : [known, view];
    const readers = this.#operators.addresses.map((operator) => this.reader(operator));
    const found = await findExtension(old.signed.checkpoint, young.signed.checkpoint, readers);
    if (found === "contradicts") throw new TwoViews(this.#writeEvidence(old, young));
    if (found === "unshown") throw new Unreadable("nobody shows that one view extends the other");
    if (young === view) this.#newest = view;
  }

  #writeEvidence(old: SeenCheckpoint, young: SeenCheckpoint): string {
    const lines = [old, young].map((view) => `from ${view.operator}\n\n${decodeUtf8(view.bytes)}`);
    return `Two checkpoints of one log that do not extend each other.\n\n${lines.join("\n")}`;
  }

  // What an operator shows now. null: nothing, or nothing that the log signed. Throws as #follow.
  async look(operator: string): Promise<SeenCheckpoint | null> {
    const reply = await this.#operators.ask(operator, "/checkpoint");
    if (reply?.status !== 200) return null;
    let view: SeenCheckpoint;
    try {
      view = this.#open(reply.bytes, operator);
    } catch (error) {
      if (error instanceof Refused) return null;
      throw error;
    }
    await this.#follow(view);
    return view;
  }

  // Whether a receipt proves that exactly these bytes are in the box. null: it does not. Throws as
  // #follow.
  async confirm(entry: Uint8Array, text: string, operator: string): Promise<Confirmation | null> {
    try {
      const receipt = parseReceipt(utf8(text));
      const view = this.#open(receipt.checkpoint, operator);
      const { size, root } = view.signed.checkpoint;
      if (!verifyInclusion(receipt.index, size, leafHash(entry), receipt.path, root)) return null;
      await this.#follow(view);
      return { ...view, index: receipt.index, receipt: text };
    } catch (error) {
      if (error instanceof Refused) return null;
      throw error;
    }
  }

  // Takes up the checkpoint of a receipt whose entry nobody shows. False: it is none of this log.
  // Throws as #follow.
  async see(text: string, operator: string): Promise<boolean> {
    try {
      await this.#follow(this.#open(parseReceipt(utf8(text)).checkpoint, operator));
      return true;
    } catch (error) {
      if (error instanceof Refused) return false;
      throw error;
    }
  }
}
