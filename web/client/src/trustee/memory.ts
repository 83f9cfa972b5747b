// What a trustee's page remembers of its work, sealed in the key file. The dealing is made from the
// seed, so a file that was saved once is enough to go on from any step. What was opened is kept, so
// that it is never opened twice.
import { decodeBase64Url, encodeBase64Url, utf8 } from "../crypto/bytes.ts";
import { dealingSeedSize } from "../crypto/dkg/dealingSeed.ts";
import { randomBytes, wipe } from "../crypto/sodium.ts";

export interface Opened {
  readonly set: string; // of openedSet, in hexadecimal
  readonly shares: readonly string[]; // base64url, by style
}

export class TrusteeMemory {
  readonly seed: Uint8Array;
  // By election: the check code of the announcement that the person compared, the ceremony's, and
  // the one set of totals that was opened.
  readonly #joined = new Map<string, string>();
  readonly #compared = new Map<string, string>();
  readonly #opened = new Map<string, Opened>();

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

  opened(election: string): Opened | undefined {
    return this.#opened.get(election);
  }

  open(election: string, opened: Opened): void {
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

  static decode(bytes: Uint8Array): TrusteeMemory | null {
    let json: unknown;
    try {
      json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    } catch {
      return null;
    }
    const record = asRecord(json);
    const seed = typeof record?.["seed"] === "string" ? decodeBase64Url(record["seed"]) : null;
    if (record === null || seed === null || seed.length !== dealingSeedSize) return null;
    const memory = new TrusteeMemory(seed);
    for (const [name, map] of [
      ["joined", memory.#joined],
      ["compared", memory.#compared],
    ] as const) {
      for (const [election, code] of Object.entries(asRecord(record[name]) ?? {})) {
        if (typeof code !== "string") return null;
        map.set(election, code);
      }
    }
    for (const [election, value] of Object.entries(asRecord(record["opened"]) ?? {})) {
      const opened = asOpened(value);
      if (opened === null) return null;
      memory.#opened.set(election, opened);
    }
    return memory;
  }

  wipe(): void {
    wipe(this.seed);
  }
}

function asRecord(value: unknown): Record<string, unknown> | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return value as Record<string, unknown>;
}

function asOpened(value: unknown): Opened | null {
  const record = asRecord(value);
  if (record === null || typeof record["set"] !== "string") return null;
  const shares = record["shares"];
  if (!Array.isArray(shares) || shares.some((share) => typeof share !== "string")) return null;
  return { set: record["set"], shares };
}
