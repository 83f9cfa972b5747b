// The linear ballot proof: statement, layout of the sealed bytes, verification of one ballot.
// docs/protocol.md, "The linear ballot proof" and "Verification", in that order and notation.
import { type Bytes, concat, equalBytes, uint64Be } from "./bytes.ts";
import { generatorOf } from "./generators.ts";
import {
  add,
  addScalars,
  decodeElement,
  decodeScalar,
  type Element,
  generator,
  isIdentity,
  multiply,
  multiplyBase,
  multiplyScalars,
  powers,
  type Scalar,
  scalarFromInteger,
  subtractScalars,
  zero,
} from "./group.ts";
import { sha256 } from "./hash.ts";
import { type Row, sealedSize, type Style } from "./style.ts";
import { Transcript } from "./transcript.ts";

export interface Statement {
  readonly style: Style;
  // What the transcript absorbs as "election": the ballots fingerprint.
  readonly election: Uint8Array;
  readonly key: Element;
  readonly credential: Element;
  readonly sequence: number | bigint;
}

export interface Ciphertext {
  readonly alpha: Element;
  readonly beta: Element;
}

export interface UncastBallot {
  readonly ciphertexts: readonly Ciphertext[];
  readonly B: Element;
  readonly A: Element;
  readonly C: Element;
  readonly D: Element;
  readonly T_alpha: Element;
  readonly T_beta: Element;
  readonly K: Element;
  readonly d: Scalar;
  readonly f: readonly Scalar[];
  readonly z_A: Scalar;
  readonly z_C: Scalar;
  readonly z_r: Scalar;
}

export interface Ballot extends UncastBallot {
  readonly z_K: Scalar;
}

export type BallotCheck =
  | "shape"
  | "encoding"
  | "identity"
  | "credential"
  | "opening"
  | "bits"
  | "equation"
  | "alpha"
  | "beta";

const flatten = (ciphertexts: readonly Ciphertext[]): Element[] =>
  ciphertexts.flatMap(({ alpha, beta }) => [alpha, beta]);

export function encodeUncast(ballot: UncastBallot): Bytes {
  const { B, A, C, D, T_alpha, T_beta, K, d, f, z_A, z_C, z_r } = ballot;
  return concat(
    ...flatten(ballot.ciphertexts),
    B,
    A,
    C,
    D,
    T_alpha,
    T_beta,
    K,
    d,
    ...f,
    z_A,
    z_C,
    z_r,
  );
}

export const encodeBallot = (ballot: Ballot): Bytes => concat(encodeUncast(ballot), ballot.z_K);

// "shape" or "encoding" where these bytes are not a ballot of the style.
export function decodeBallot(style: Style, sealed: Uint8Array): Ballot | "shape" | "encoding" {
  if (sealed.length !== sealedSize(style)) return "shape";
  let at = 0;
  const next = (): Uint8Array => sealed.subarray(at, (at += 32));
  const elements: (Element | null)[] = [];
  const scalars: (Scalar | null)[] = [];
  const k = style.counters.length;
  for (let i = 0; i < 2 * k + 7; ++i) elements.push(decodeElement(next()));
  for (let j = 0; j < style.bits + 5; ++j) scalars.push(decodeScalar(next()));
  if (elements.includes(null) || scalars.includes(null)) return "encoding";
  const E = elements as Element[];
  const [d, ...rest] = scalars as Scalar[];
  const [z_A, z_C, z_r, z_K] = rest.slice(style.bits);
  const [B, A, C, D, T_alpha, T_beta, K] = E.slice(2 * k);
  const ciphertexts = style.counters.map((_, i) => ({ alpha: E[2 * i]!, beta: E[2 * i + 1]! }));
  return {
    ciphertexts,
    B: B!,
    A: A!,
    C: C!,
    D: D!,
    T_alpha: T_alpha!,
    T_beta: T_beta!,
    K: K!,
    d: d!,
    f: rest.slice(0, style.bits),
    z_A: z_A!,
    z_C: z_C!,
    z_r: z_r!,
    z_K: z_K!,
  };
}

type Sealed = Omit<Statement, "style" | "key">;

// id = SHA-256(ballots fingerprint || P || uint64_be(sequence) || H), where H is the SHA-256 of the
// sealed bytes without z_K.
export function ballotIdByHash({ election, credential, sequence }: Sealed, H: Bytes): Bytes {
  return sha256(election, credential, uint64Be(sequence), H);
}

export const ballotId = (statement: Sealed, uncast: Uint8Array): Bytes =>
  ballotIdByHash(statement, sha256(uncast));

// ---- Challenges, the same for prover and verifier ----

export function beginTranscript(
  statement: Statement,
  ciphertexts: readonly Ciphertext[],
  B: Element,
): Transcript {
  return new Transcript("tabella/v1/ballot")
    .absorb("election", statement.election)
    .absorb("key", statement.key)
    .absorb("credential", statement.credential)
    .absorbNumber("sequence", statement.sequence)
    .absorb("ciphertexts", ...flatten(ciphertexts))
    .absorb("B", B);
}

type Commitments = Pick<UncastBallot, "A" | "C" | "D" | "T_alpha" | "T_beta" | "K" | "d">;

export function absorbCommitments(
  t: Transcript,
  { A, C, D, T_alpha, T_beta, K, d }: Commitments,
): Transcript {
  return t.absorb("commitments", A, C, D, T_alpha, T_beta, K).absorb("d", d);
}

// ---- Verification ----

function evaluate(row: Row, values: readonly Scalar[]): Scalar {
  let sum = zero;
  for (const { bit, coefficient } of row) {
    sum = addScalars(sum, multiplyScalars(scalarFromInteger(coefficient), values[bit]!));
  }
  return sum;
}

// sum_i y^i values_i
function fold(y: readonly Scalar[], values: readonly Scalar[]): Scalar {
  return values.reduce((sum, value, i) => addScalars(sum, multiplyScalars(y[i]!, value)), zero);
}

function sumOfProducts(
  scalars: readonly Scalar[],
  elements: readonly Element[],
  first: Element,
): Element {
  return elements.reduce((sum, element, i) => add(sum, multiply(scalars[i]!, element)), first);
}

// All checks that fail, in the order of the specification; none: the ballot is right.
export function failedChecks(statement: Statement, sealed: Uint8Array): BallotCheck[] {
  const { style, key: Y, credential: P } = statement;
  const ballot = decodeBallot(style, sealed);
  if (typeof ballot === "string") return [ballot];
  const { B, A, C, D, T_alpha, T_beta, K, d, f, z_A, z_C, z_r, z_K } = ballot;
  const t = beginTranscript(statement, ballot.ciphertexts, B);
  const y = powers(t.challenge("y"), Math.max(style.counters.length, style.equations.length));
  const x = absorbCommitments(t, ballot).challenge("x");

  const H = f.map((_, j) => generatorOf(j + 1));
  const products = f.map((f_j) => multiplyScalars(f_j, subtractScalars(x, f_j)));
  const alphas = ballot.ciphertexts.map(({ alpha }) => alpha);
  const betas = ballot.ciphertexts.map(({ beta }) => beta);
  const L_f = fold(
    y,
    style.equations.map(({ row }) => evaluate(row, f)),
  );
  const c = fold(
    y,
    style.equations.map(({ rhs }) => scalarFromInteger(rhs)),
  );
  const M_f = fold(
    y,
    style.counters.map((row) => evaluate(row, f)),
  );

  const holds: Record<Exclude<BallotCheck, "shape" | "encoding">, boolean> = {
    identity: ![Y, P, B, A, C, D, T_alpha, T_beta, K, ...alphas, ...betas].some(isIdentity),
    // z_K G = x P + K
    credential: equalBytes(multiplyBase(z_K), add(multiply(x, P), K)),
    // x B + A = z_A H_0 + sum_j f_j H_j
    opening: equalBytes(add(multiply(x, B), A), sumOfProducts(f, H, multiply(z_A, generatorOf(0)))),
    // x C + D = z_C H_0 + sum_j f_j (x - f_j) H_j
    bits: equalBytes(
      add(multiply(x, C), D),
      sumOfProducts(products, H, multiply(z_C, generatorOf(0))),
    ),
    // sum_q y^q (L f)_q = x sum_q y^q c_q + d
    equation: equalBytes(L_f, addScalars(multiplyScalars(x, c), d)),
    // z_r G = x sum_i y^i alpha_i + T_alpha
    alpha: equalBytes(
      multiplyBase(z_r),
      sumOfProducts(
        y.map((y_i) => multiplyScalars(x, y_i)),
        alphas,
        T_alpha,
      ),
    ),
    // (sum_i y^i (M f)_i) G + z_r Y = x sum_i y^i beta_i + T_beta
    beta: equalBytes(
      add(multiply(M_f, generator), multiply(z_r, Y)),
      sumOfProducts(
        y.map((y_i) => multiplyScalars(x, y_i)),
        betas,
        T_beta,
      ),
    ),
  };
  return (Object.keys(holds) as (keyof typeof holds)[]).filter((check) => !holds[check]);
}

// "ok", or the first check that fails.
export function verifyBallot(statement: Statement, sealed: Uint8Array): BallotCheck | "ok" {
  return failedChecks(statement, sealed)[0] ?? "ok";
}
