// How many ballots the log took in each hour, from its entries and block records alone.

export interface Hour {
  readonly begin: number; // seconds since 1970, a whole hour
  readonly ballots: number; // accepted, replaced ones too
  readonly tested: number;
}

const hour = 3600;

export class BallotsByHour {
  private readonly hours = new Map<number, { ballots: number; tested: number }>();
  private readonly seen = new Set<string>();
  private ballots = 0;
  private tested = 0;

  // Bundles in their order; one that comes again was counted.
  take(path: string, bundle: Uint8Array): void {
    if (!path.startsWith("tile/entries/") || this.seen.has(path)) return;
    this.seen.add(path);
    const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.length);
    for (let at = 0; at + 2 <= bundle.length;) {
      const size = view.getUint16(at);
      this.takeEntry(bundle.subarray(at + 2, at + 2 + size));
      at += 2 + size;
    }
  }

  // Every entry says its type first.
  private takeEntry(entry: Uint8Array): void {
    const begin = String.fromCharCode(...entry.subarray(0, 16));
    if (begin.startsWith('{"type":"ballot"')) this.ballots += 1;
    if (begin.startsWith('{"type":"tested"')) this.tested += 1;
    if (begin.startsWith('{"type":"block"')) this.endBlock(new TextDecoder().decode(entry));
  }

  private endBlock(record: string): void {
    const time = Number(/"time":([0-9]{1,15})[,}]/.exec(record)?.[1] ?? Number.NaN);
    if (Number.isSafeInteger(time) && (this.ballots > 0 || this.tested > 0)) {
      const begin = time - (time % hour);
      const counted = this.hours.get(begin) ?? { ballots: 0, tested: 0 };
      this.hours.set(begin, { ballots: counted.ballots + this.ballots, tested: counted.tested + this.tested });
    }
    this.ballots = 0;
    this.tested = 0;
  }

  all(): readonly Hour[] {
    return [...this.hours].sort(([a], [b]) => a - b).map(([begin, counted]) => ({ begin, ...counted }));
  }
}
