// What people said on the log that the verifier's view does not carry: notices, hashes of pages,
// complaints of trustees.

import { anyObject, tryShape } from "../ballot/shape.ts";

const types = ["notice", "page", "complaint"] as const;

export interface PublicAct {
  readonly type: (typeof types)[number];
  readonly election: string;
  readonly entry: number; // its place in the log
  readonly time: number; // of its block, seconds since 1970
  readonly fields: Readonly<Record<string, unknown>>;
}

// Keeps what it is fed until the block ends and so has a time.
export class PublicActs {
  readonly #acts: PublicAct[] = [];
  #block: Omit<PublicAct, "time">[] = [];

  takeEntry(bytes: Uint8Array, entry: number): void {
    const begin = String.fromCharCode(...bytes.subarray(0, 24));
    const type = types.find((each) => begin.startsWith(`{"type":"${each}"`));
    if (type === undefined) return;
    const [line] = new TextDecoder().decode(bytes).split("\n") as [string];
    const fields = tryShape(line, anyObject);
    if (typeof fields?.["election"] !== "string") return;
    this.#block.push({ type, election: fields["election"], entry, fields });
  }

  endBlock(time: number): void {
    this.#acts.push(...this.#block.map((act) => ({ ...act, time })));
    this.#block = [];
  }

  all(): readonly PublicAct[] {
    return this.#acts;
  }
}
