// What a trustee's page remembers of its work, sealed in the key file. The dealing is made from the
// seed, so a file that was saved once is enough to go on from any step. What was opened is kept, so
// that no pool is opened twice, and none of a second box.
import { type Shaped, fields, mapOf, optional, text, tryShape } from "../ballot/shape.ts";
import { decodeBase64Url, decodeUtf8, encodeBase64Url, utf8 } from "../crypto/bytes.ts";
import { dealingSeedSize } from "../crypto/dkg/dealingSeed.ts";
import { randomBytes, wipe } from "../crypto/sodium.ts";

const openedShape = fields({
  box: text, // of the view, in hexadecimal
  shares: mapOf(text), // base64url, by the pool's name
});
export type OpenedPools = Shaped<typeof openedShape>;

// {"seed":"q83v...","joined":{"square":"3F7KQ-..."},"compared":{},"opened":{}}
const memoryShape = fields({
  seed: text,
  joined: optional(mapOf(text), {}),
  compared: optional(mapOf(text), {}),
  opened: optional(mapOf(openedShape), {}),
});

// Belongs to the page that opened the key file, which seals it again after each change and wipes it
// with the key.
export class TrusteeMemory {
  readonly seed: Uint8Array;
  // By election: the check code of the announcement that the person compared, the ceremony's, and
  // the pools that were opened, all of one box.
  readonly #joined = new Map<string, string>();
  readonly #compared = new Map<string, string>();
  readonly #opened = new Map<string, OpenedPools>();

  private constructor(seed: Uint8Array) {
    this.seed = seed;
  }

  static random(): TrusteeMemory {
    return new TrusteeMemory(randomBytes(dealingSeedSize));
  }

  joined(election: string): string | undefined {
    return this.#joined.get(election);
  }

  join(election: string, code: string): void {
    this.#joined.set(election, code);
  }

  compared(election: string): string | undefined {
    return this.#compared.get(election);
  }

  compare(election: string, code: string): void {
    this.#compared.set(election, code);
  }

  opened(election: string): OpenedPools | undefined {
    return this.#opened.get(election);
  }

  // Besides what was opened before.
  open(election: string, { box, shares }: OpenedPools): void {
    const before = this.#opened.get(election) ?? { box, shares: {} };
    if (before.box !== box) throw new Error("a trustee opens pools of one box");
    if (Object.keys(shares).some((pool) => pool in before.shares))
      throw new Error("a trustee opens a pool once");
    this.#opened.set(election, { box, shares: { ...before.shares, ...shares } });
  }

  // Secret, to be sealed and wiped.
  encode(): Uint8Array {
    return utf8(
      JSON.stringify({
        seed: encodeBase64Url(this.seed),
        joined: Object.fromEntries(this.#joined),
        compared: Object.fromEntries(this.#compared),
        opened: Object.fromEntries(this.#opened),
      }),
    );
  }

  // Null for what is not a memory, or has more than this program knows.
  static decode(bytes: Uint8Array): TrusteeMemory | null {
    const kept = tryShape(decodeUtf8(bytes) ?? "", memoryShape);
    const seed = kept === null ? null : decodeBase64Url(kept.seed);
    if (kept === null || seed?.length !== dealingSeedSize) return null;
    const memory = new TrusteeMemory(seed);
    for (const [election, code] of Object.entries(kept.joined)) memory.join(election, code);
    for (const [election, code] of Object.entries(kept.compared)) memory.compare(election, code);
    for (const [election, opened] of Object.entries(kept.opened)) memory.open(election, opened);
    return memory;
  }

  wipe(): void {
    wipe(this.seed);
  }
}
