// What a page reads of the entries themselves while they are verified. It is believed only of a
// record that turned out to be valid.
import { BallotsByHour, type Hour } from "./ballotsByHour.ts";
import { BundleReader } from "./bundleReader.ts";
import { type PublicAct, PublicActs } from "./publicActs.ts";

export interface ReadLog {
  readonly hours: ReadonlyMap<string, readonly Hour[]>; // by fingerprint in base64url
  readonly acts: readonly PublicAct[];
}

const blockRecord = '{"type":"block"';

// Sees every bundle of one verification and hands its entries to those that count.
export class LogReader {
  readonly #hours = new BallotsByHour();
  readonly #acts = new PublicActs();
  readonly #bundles = new BundleReader((entry, index) => this.#takeEntry(entry, index));

  // Bundles in their order; one that comes again was read.
  take(path: string, bundle: Uint8Array): void {
    this.#bundles.file(path, bundle);
  }

  all(): ReadLog {
    return { hours: this.#hours.all(), acts: this.#acts.all() };
  }

  #takeEntry(entry: Uint8Array, index: number): void {
    if (String.fromCharCode(...entry.subarray(0, blockRecord.length)) === blockRecord) {
      const time = Number(/"time":([0-9]{1,15})[,}]/.exec(new TextDecoder().decode(entry))?.[1]);
      if (Number.isSafeInteger(time)) {
        this.#hours.endBlock(time);
        this.#acts.endBlock(time);
      }
    } else {
      this.#hours.takeEntry(entry);
      this.#acts.takeEntry(entry, index);
    }
  }
}
