// Verifiable secret sharing (Shamir, Feldman): a secret is f(0), a trustee's share is f(number),
// and commitments to the coefficients let everyone check shares. docs/protocol.md, "Ceremony".

// f(x) = a_0 + a_1 x + ... + a_(t-1) x^(t-1), where t shares are needed to find a_0.
import {
  type Element,
  type SecretScalar,
  add,
  addScalars,
  identity,
  multiply,
  multiplyBase,
  multiplyScalars,
  randomScalar,
  scalarFromInteger,
  scalarSize,
} from "../group.ts";
import { wipe } from "../sodium.ts";

// Its coefficients are secrets: whoever made it wipes it after the shares are sealed.
export class SecretPolynomial {
  readonly #coefficients: readonly SecretScalar[];

  constructor(coefficients: readonly SecretScalar[]) {
    if (coefficients.length === 0) throw new RangeError("a polynomial has coefficients");
    this.#coefficients = coefficients;
  }

  static random(threshold: number): SecretPolynomial {
    return new SecretPolynomial(Array.from({ length: threshold }, () => randomScalar()));
  }

  // a_0; it stays the polynomial's to wipe.
  get secret(): SecretScalar {
    return this.#coefficients[0]!;
  }

  // f(trustee), by Horner's rule.
  shareOf(trustee: number): SecretScalar {
    const x = scalarFromInteger(trustee);
    let value = new Uint8Array(scalarSize) as SecretScalar;
    for (const coefficient of [...this.#coefficients].reverse()) {
      const scaled = multiplyScalars(value, x);
      wipe(value);
      value = addScalars(scaled, coefficient);
      wipe(scaled);
    }
    return value;
  }

  // C_k = a_k G.
  commitments(): Element[] {
    return this.#coefficients.map((coefficient) => multiplyBase(coefficient));
  }

  wipe(): void {
    wipe(...this.#coefficients);
  }
}

// f(trustee) G = sum_k trustee^k C_k.
export function shareKey(commitments: readonly Element[], trustee: number): Element {
  const x = scalarFromInteger(trustee);
  return [...commitments]
    .reverse()
    .reduce((sum, commitment) => add(multiply(x, sum), commitment), identity);
}
