// What a trustee's page remembers of its work, sealed in the key file. The dealing is made from the
// seed, so a file that was saved once is enough to go on from any step. What was opened is kept, so
// that it is never opened twice.
import { type Shaped, fields, listOf, mapOf, optional, text, tryShape } from "../ballot/shape.ts";
import { decodeBase64Url, decodeUtf8, encodeBase64Url, utf8 } from "../crypto/bytes.ts";
import { dealingSeedSize } from "../crypto/dkg/dealingSeed.ts";
import { randomBytes, wipe } from "../crypto/sodium.ts";

const openedShape = fields({
  set: text, // of openedSet, in hexadecimal
  shares: listOf(text), // base64url, by style
});
export type OpenedTotals = Shaped<typeof openedShape>;

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
  // the one set of totals that was opened.
  readonly #joined = new Map<string, string>();
  readonly #compared = new Map<string, string>();
  readonly #opened = new Map<string, OpenedTotals>();

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

  opened(election: string): OpenedTotals | undefined {
    return this.#opened.get(election);
  }

  open(election: string, opened: OpenedTotals): void {
    if (this.#opened.has(election)) throw new Error("a trustee opens one set of totals");
    this.#opened.set(election, opened);
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
