// The entries of a log, one after the other, as a verification reads its files.

// Splits bundles into entries and hands each on once, with its place in the log.
export class BundleReader {
  readonly #take: (entry: Uint8Array, index: number) => void;
  readonly #seen = new Set<string>();
  #entries = 0;

  // take: called once for each entry, in their order.
  constructor(take: (entry: Uint8Array, index: number) => void) {
    this.#take = take;
  }

  // Bundles in their order; one that comes again was read.
  file(path: string, bundle: Uint8Array): void {
    if (!path.startsWith("tile/entries/") || this.#seen.has(path)) return;
    this.#seen.add(path);
    const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.length);
    for (let at = 0; at + 2 <= bundle.length;) {
      const size = view.getUint16(at);
      this.#take(bundle.subarray(at + 2, at + 2 + size), this.#entries);
      this.#entries += 1;
      at += 2 + size;
    }
  }
}
