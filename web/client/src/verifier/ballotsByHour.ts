// How many ballots of each election the log took in each hour, from its entries and block records
// alone.

export interface Hour {
  readonly begin: number; // seconds since 1970, a whole hour
  readonly ballots: number; // accepted, replaced ones too
  readonly replaced: number; // that stand in place of an earlier one
  readonly tested: number;
}

type Counts = { -readonly [Name in Exclude<keyof Hour, "begin">]: number };

const hour = 3600;
const nothing = (): Counts => ({ ballots: 0, replaced: 0, tested: 0 });

// Every entry says its type first, then its election's fingerprint, its style and its credential.
const head = new RegExp(
  '^\\{"type":"(ballot|tested)","election":"([\\w-]{43})",' +
    '"style":"[\\w.-]+","credential":"([\\w-]{43})"',
);
const longestHead = 256;

// Fed entry by entry, block by block; asked once at the end.
export class BallotsByHour {
  readonly #hours = new Map<string, Map<number, Counts>>();
  readonly #voted = new Set<string>();
  // Of the block that is not ended yet, by election
  #block = new Map<string, Counts>();

  //   {"type":"ballot","election":"q83v...","style":"all","credential":"mPjT...", ...}
  takeEntry(entry: Uint8Array): void {
    const found = head.exec(String.fromCharCode(...entry.subarray(0, longestHead)));
    if (found === null) return;
    const [, type, election, credential] = found as unknown as [string, string, string, string];
    const counts = this.#block.get(election) ?? nothing();
    this.#block.set(election, counts);
    if (type === "tested") {
      counts.tested += 1;
      return;
    }
    const voter = `${election} ${credential}`;
    counts.ballots += 1;
    if (this.#voted.has(voter)) counts.replaced += 1;
    this.#voted.add(voter);
  }

  endBlock(time: number): void {
    const begin = time - (time % hour);
    for (const [election, counts] of this.#block) {
      const hours = this.#hours.get(election) ?? new Map<number, Counts>();
      this.#hours.set(election, hours);
      const before = hours.get(begin) ?? nothing();
      hours.set(begin, {
        ballots: before.ballots + counts.ballots,
        replaced: before.replaced + counts.replaced,
        tested: before.tested + counts.tested,
      });
    }
    this.#block = new Map();
  }

  // By the election's fingerprint in base64url.
  all(): ReadonlyMap<string, readonly Hour[]> {
    const inOrder = (hours: Map<number, Counts>): Hour[] =>
      [...hours].sort(([a], [b]) => a - b).map(([begin, counts]) => ({ begin, ...counts }));
    return new Map([...this.#hours].map(([election, hours]) => [election, inOrder(hours)]));
  }
}
