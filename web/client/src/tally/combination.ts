// Partial decryptions of one counter to its total. docs/protocol.md, "Totals".

function invert(scalar: Scalar): Scalar {
  return compute(scalarSize, (core, memory, out) =>
    core._crypto_core_ristretto255_scalar_invert(out, memory.put(scalar)),
  ) as Scalar;
}

// lambda_i = product over j != i of j / (j - i): f(0) = sum_i lambda_i f(i).
import { equalBytes } from "../crypto/bytes.ts";
import {
  type Element,
  type Scalar,
  add,
  generator,
  identity,
  multiply,
  multiplyScalars,
  scalarFromInteger,
  scalarSize,
  subtract,
} from "../crypto/group.ts";
import { compute } from "../crypto/sodium.ts";

function lagrangeAtZero(trustees: readonly number[]): Scalar[] {
  return trustees.map((i) => {
    let numerator = scalarFromInteger(1);
    let denominator = scalarFromInteger(1);
    for (const j of trustees) {
      if (j === i) continue;
      numerator = multiplyScalars(numerator, scalarFromInteger(j));
      denominator = multiplyScalars(denominator, scalarFromInteger(j - i));
    }
    return multiplyScalars(numerator, invert(denominator));
  });
}

// v G = beta - sum_i lambda_i D_i. The trustees differ, and are as many as the threshold.
export function combinePartials(
  beta: Element,
  trustees: readonly number[],
  partials: readonly Element[],
): Element {
  const lambdas = lagrangeAtZero(trustees);
  return partials.reduce((sum, partial, i) => subtract(sum, multiply(lambdas[i]!, partial)), beta);
}

// v with element = v G, searched from 0 to most; null if there is none.
export function smallLogarithm(element: Element, most: number): number | null {
  let reached = identity;
  for (let value = 0; value <= most; ++value) {
    if (equalBytes(reached, element)) return value;
    reached = add(reached, generator);
  }
  return null;
}
