// What the linear ballot proof is about: docs/protocol.md, "Ballot styles". The compiler in ballot/
// keeps coefficients within 2^53, so that numbers are exact.

// coefficient * b_bit
export interface Term {
  readonly bit: number;
  readonly coefficient: number;
}

// Bits ascend, coefficients are not zero.
export type Row = readonly Term[];

// (L b)_q = c_q
export interface Equation {
  readonly row: Row;
  readonly rhs: number;
}

export interface Style {
  readonly bits: number;
  readonly counters: readonly Row[];
  readonly equations: readonly Equation[];
}

export const sealedSize = (style: Style): number =>
  32 * (2 * style.counters.length + style.bits + 12);
