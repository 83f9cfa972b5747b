// What a page reads of the entries themselves while they are verified. It is believed only of a record
// that turned out to be valid.
import { BallotsByHour, type Hour } from "./ballotsByHour.ts";
import { type PublicAct, PublicActs } from "./publicActs.ts";

export interface ReadLog {
  readonly hours: ReadonlyMap<string, readonly Hour[]>; // by fingerprint in base64url
  readonly acts: readonly PublicAct[];
}

const blockRecord = '{"type":"block"';

export class LogReader {
  readonly #hours = new BallotsByHour();
  readonly #acts = new PublicActs();
  readonly #seen = new Set<string>();
  #entries = 0;

  // Bundles in their order; one that comes again was read.
  take(path: string, bundle: Uint8Array): void {
    if (!path.startsWith("tile/entries/") || this.#seen.has(path)) return;
    this.#seen.add(path);
    const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.length);
    for (let at = 0; at + 2 <= bundle.length;) {
      const size = view.getUint16(at);
      this.#takeEntry(bundle.subarray(at + 2, at + 2 + size));
      at += 2 + size;
    }
  }

  all(): ReadLog {
    return { hours: this.#hours.all(), acts: this.#acts.all() };
  }

  #takeEntry(entry: Uint8Array): void {
    if (String.fromCharCode(...entry.subarray(0, blockRecord.length)) === blockRecord) {
      const time = Number(/"time":([0-9]{1,15})[,}]/.exec(new TextDecoder().decode(entry))?.[1]);
      if (Number.isSafeInteger(time)) {
        this.#hours.endBlock(time);
        this.#acts.endBlock(time);
      }
    } else {
      this.#hours.takeEntry(entry);
      this.#acts.takeEntry(entry, this.#entries);
    }
    this.#entries += 1;
  }
}
