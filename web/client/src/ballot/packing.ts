// Totals into counters: docs/protocol.md, "Packing".
import type { Row } from "../crypto/style.ts";
import type { UnpackedTotal } from "./questionBuilder.ts";

// Slots of a counter never need more than this: a discrete logarithm of seconds.
export const counterBits = 44;

// One number that the trustees decrypt: bits shift .. shift + width - 1 of a counter's value.
export interface Total extends Omit<UnpackedTotal, "row"> {
  readonly counter: number;
  readonly shift: number;
  readonly width: number;
}

// The bit length of the largest value that a total can have.
export const slotWidth = (maxWeightSum: number, maxValue: number): number =>
  maxValue === 0 ? 0 : (BigInt(maxWeightSum) * BigInt(maxValue)).toString(2).length;

// Totals of one counter may share bits: a cell counts for its row and its column.
function sumOfRows(rows: readonly Row[]): Row {
  const coefficients = new Map<number, number>();
  for (const { bit, coefficient } of rows.flat())
    coefficients.set(bit, (coefficients.get(bit) ?? 0) + coefficient);
  return [...coefficients]
    .sort(([a], [b]) => a - b)
    .map(([bit, coefficient]) => ({ bit, coefficient }));
}

// The totals of one question: each joins the counter of the one before it if its slot fits. How
// many were asked is opened before anything else of the question, so it stands alone.
export function pack(
  totals: readonly UnpackedTotal[],
  maxWeightSum: number,
): { totals: Total[]; counters: Row[] } {
  const packed: Total[] = [];
  const counters: Row[][] = [];
  let used = 0;
  totals.forEach(({ row, ...total }, t) => {
    const width = slotWidth(maxWeightSum, total.maxValue);
    if (t === 0 || totals[t - 1]!.kind === "asked" || used + width > counterBits) {
      counters.push([]);
      used = 0;
    }
    counters
      .at(-1)!
      .push(row.map(({ bit, coefficient }) => ({ bit, coefficient: coefficient * 2 ** used })));
    packed.push({ ...total, counter: counters.length - 1, shift: used, width });
    used += width;
  });
  return { totals: packed, counters: counters.map(sumOfRows) };
}
