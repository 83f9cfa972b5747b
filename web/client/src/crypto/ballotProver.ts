// Sealing: from secret bits to a ballot with its proof. docs/protocol.md, "Prove". No step branches
// on a bit, and no product has a bit as a factor: bits select among public elements.
import { BallotNonces } from "./ballotNonces.ts";
import {
  absorbCommitments,
  type Ballot,
  beginTranscript,
  type Ciphertext,
  type Statement,
  type UncastBallot,
} from "./ballotProof.ts";
import { generatorOf } from "./generators.ts";
import {
  add,
  addScalars,
  type AnyScalar,
  type Element,
  identity,
  multiply,
  multiplyBase,
  multiplyScalars,
  powers,
  publish,
  type Scalar,
  scalarFromInteger,
  type SecretScalar,
  select,
  subtract,
  subtractScalars,
  zero,
} from "./group.ts";
import { wipe } from "./sodium.ts";
import type { Row } from "./style.ts";

export interface Proof {
  readonly ballot: UncastBallot;
  readonly x: Scalar;
}

// Added to a long counter's value before it is multiplied with G and taken away after, so that the
// product is never the identity.
const offset = 2n ** 62n;

// Rows of up to this many terms are looked up in a table of 2^n elements.
const tableTerms = 4;

// Sums of the row's coefficients times G, one for each choice of bits. Rows repeat, so tables do.
class CounterTables {
  readonly #tables = new Map<string, readonly Element[]>();
  #offsetElement: Element | null = null;

  of(row: Row): readonly Element[] {
    const name = row.map(({ coefficient }) => coefficient).join();
    let table = this.#tables.get(name);
    if (table === undefined) {
      table = row.reduce<Element[]>(
        (sums, { coefficient }) => {
          const weight = multiplyBase(scalarFromInteger(coefficient));
          return [...sums, ...sums.map((sum) => add(sum, weight))];
        },
        [identity],
      );
      this.#tables.set(name, table);
    }
    return table;
  }

  get offset(): Element {
    return (this.#offsetElement ??= multiplyBase(scalarFromInteger(offset)));
  }
}

// The element at an index in binary, of which `bits` are the digits; touches every element.
function lookUp(table: readonly Element[], bits: readonly number[]): Element {
  let rest = table;
  for (const bit of [...bits].reverse()) {
    const half = rest.length / 2;
    rest = Array.from({ length: half }, (_, i) => select(bit, rest[i]!, rest[i + half]!));
  }
  return rest[0]!;
}

function sumOfBits(row: Row, bits: Uint8Array): SecretScalar {
  let sum = scalarFromInteger(offset) as AnyScalar;
  for (const { bit, coefficient } of row) {
    sum = addScalars(sum, select(bits[bit]!, zero, scalarFromInteger(coefficient)));
  }
  return sum as SecretScalar;
}

// (M b)_i G
function counterValue(row: Row, bits: Uint8Array, tables: CounterTables): Element {
  if (row.length <= tableTerms)
    return lookUp(
      tables.of(row),
      row.map(({ bit }) => bits[bit]!),
    );
  const value = sumOfBits(row, bits);
  const element = subtract(multiplyBase(value), tables.offset);
  wipe(value);
  return element;
}

// coefficient * value; most coefficients are 1 or -1.
function addMultiple(sum: AnyScalar, coefficient: number, value: SecretScalar): SecretScalar {
  if (coefficient === 1) return addScalars(sum, value);
  if (coefficient === -1) return subtractScalars(sum, value);
  return addScalars(sum, multiplyScalars(scalarFromInteger(coefficient), value));
}

function evaluate(row: Row, values: readonly SecretScalar[]): SecretScalar {
  return row.reduce<AnyScalar>(
    (sum, { bit, coefficient }) => addMultiple(sum, coefficient, values[bit]!),
    zero,
  ) as SecretScalar;
}

// sum_i y^i values_i
function fold(y: readonly Scalar[], values: readonly SecretScalar[]): SecretScalar {
  return values.reduce<AnyScalar>(
    (sum, value, i) => addScalars(sum, multiplyScalars(y[i]!, value)),
    zero,
  ) as SecretScalar;
}

// How many steps `prove` takes, for progress.
export const countSteps = (statement: Statement): number =>
  statement.style.counters.length + 3 * statement.style.bits + 2;

// Everything but z_K, in small steps: it yields after each of about a millisecond's work, so that
// its caller can let the page breathe. Bits that break the style's equations give a ballot that no
// verifier accepts. The same seed, statement, bits and K give the same bytes.
export function* prove(
  statement: Statement,
  bits: Uint8Array,
  seed: Uint8Array,
  K: Element,
): Generator<void, Proof> {
  const { style, key: Y } = statement;
  if (bits.length !== style.bits) throw new RangeError("prove: bits are not those of the style");
  const nonces = new BallotNonces(seed, statement, bits);
  const secrets: SecretScalar[] = [];
  const draw = (name: string, i = 0): SecretScalar => {
    const nonce = nonces.draw(name, i);
    secrets.push(nonce);
    return nonce;
  };

  try {
    // alpha_i = r_i G        beta_i = (M b)_i G + r_i Y
    const tables = new CounterTables();
    const r: SecretScalar[] = [];
    const ciphertexts: Ciphertext[] = [];
    for (const [i, row] of style.counters.entries()) {
      r.push(draw("r", i));
      ciphertexts.push({
        alpha: multiplyBase(r[i]!),
        beta: add(counterValue(row, bits, tables), multiply(r[i]!, Y)),
      });
      yield;
    }

    // B = s_B H_0 + sum_j b_j H_j
    const s_B = draw("s_B");
    let B = multiply(s_B, generatorOf(0));
    for (let j = 0; j < style.bits; ++j) {
      B = add(B, select(bits[j]!, identity, generatorOf(j + 1)));
      yield;
    }

    const t = beginTranscript(statement, ciphertexts, B);
    const y = t.challenge("y");
    const yPowers = powers(y, Math.max(style.counters.length, style.equations.length));
    nonces.bind(y, K);
    const a = Array.from(bits, (_, j) => draw("a", j));
    const [s_A, s_C, s_D, rho] = [draw("s_A"), draw("s_C"), draw("s_D"), draw("rho")];

    // A = s_A H_0 + sum_j a_j H_j
    // C = s_C H_0 + sum_j a_j (1 - 2 b_j) H_j
    // D = s_D H_0 - sum_j a_j^2 H_j
    // A and C share their products: `unset` collects a_j H_j where b_j = 0, `set` where b_j = 1.
    let [unset, set, squares] = [identity, identity, identity];
    for (let j = 0; j < style.bits; ++j) {
      const H_j = generatorOf(j + 1);
      const chosen = add(select(bits[j]!, unset, set), multiply(a[j]!, H_j));
      unset = select(bits[j]!, chosen, unset);
      set = select(bits[j]!, set, chosen);
      yield;
      const square = multiplyScalars(a[j]!, a[j]!);
      squares = add(squares, multiply(square, H_j));
      wipe(square);
      yield;
    }
    const H_0 = generatorOf(0);
    const A = add(multiply(s_A, H_0), add(unset, set));
    const C = add(multiply(s_C, H_0), subtract(unset, set));
    const D = subtract(multiply(s_D, H_0), squares);
    yield;

    // d = sum_q y^q (L a)_q
    const d = publish(
      fold(
        yPowers,
        style.equations.map(({ row }) => evaluate(row, a)),
      ),
    );
    // T_alpha = rho G        T_beta = (sum_i y^i (M a)_i) G + rho Y
    const masked = fold(
      yPowers,
      style.counters.map((row) => evaluate(row, a)),
    );
    const T_alpha = multiplyBase(rho);
    const T_beta = add(multiplyBase(masked), multiply(rho, Y));
    const x = absorbCommitments(t, { A, C, D, T_alpha, T_beta, K, d }).challenge("x");
    yield;

    const folded = fold(yPowers, r);
    secrets.push(masked, folded);
    // f_j = x b_j + a_j
    const f = Array.from(bits, (bit, j) => publish(addScalars(select(bit, zero, x), a[j]!)));
    const z_A = publish(addScalars(multiplyScalars(x, s_B), s_A)); // z_A = x s_B + s_A
    const z_C = publish(addScalars(multiplyScalars(x, s_C), s_D)); // z_C = x s_C + s_D
    // z_r = x (sum_i y^i r_i) + rho
    const z_r = publish(addScalars(multiplyScalars(x, folded), rho));
    return { ballot: { ciphertexts, B, A, C, D, T_alpha, T_beta, K, d, f, z_A, z_C, z_r }, x };
  } finally {
    wipe(...secrets);
    nonces.wipe();
  }
}

// Completes a ballot when its voter casts it: z_K = x sk + kappa.
export function cast(proof: Proof, sk: SecretScalar, kappa: SecretScalar): Ballot {
  return { ...proof.ballot, z_K: publish(addScalars(multiplyScalars(proof.x, sk), kappa)) };
}

// Drives a proof to its end at once.
export function finish(steps: Generator<void, Proof>): Proof {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
