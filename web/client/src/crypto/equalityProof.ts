// Equality of two discrete logarithms (Chaum-Pedersen): keys = secret * bases, one secret for both.
// docs/protocol.md, "Equality". The proof of a trustee over many ciphertexts is in
// decryptionProof.ts.
import { concat, equalBytes } from "./bytes.ts";
import {
  type Element,
  type Scalar,
  type SecretScalar,
  add,
  decodeElement,
  decodeScalar,
  elementSize,
  isIdentity,
  multiply,
  scalarSize,
} from "./group.ts";
import { hedgedNonce } from "./hedgedNonce.ts";
import { respond } from "./response.ts";
import { Transcript } from "./transcript.ts";

export type Pair = readonly [Element, Element];

export interface EqualityStatement {
  readonly election: Uint8Array;
  readonly bases: Pair;
  readonly keys: Pair;
}

// K_i = k bases_i, z = x secret + k.
export class EqualityProof {
  static readonly size = 2 * elementSize + scalarSize;
  readonly commitments: Pair;
  readonly response: Scalar;

  constructor(commitments: Pair, response: Scalar) {
    this.commitments = commitments;
    this.response = response;
  }

  static decode(bytes: Uint8Array): EqualityProof | null {
    if (bytes.length !== EqualityProof.size) return null;
    const first = decodeElement(bytes.subarray(0, elementSize));
    const second = decodeElement(bytes.subarray(elementSize, 2 * elementSize));
    const response = decodeScalar(bytes.subarray(2 * elementSize));
    if (first === null || second === null || response === null) return null;
    return new EqualityProof([first, second], response);
  }

  encode(): Uint8Array {
    return concat(this.commitments[0], this.commitments[1], this.response);
  }
}

// What prover and verifier hash before the commitments: all of the statement, in this order.
function transcriptOf(statement: EqualityStatement): Transcript {
  const t = new Transcript("tabella/v1/equality");
  t.absorb("election", statement.election);
  t.absorb("bases", concat(statement.bases[0], statement.bases[1]));
  t.absorb("keys", concat(statement.keys[0], statement.keys[1]));
  return t;
}

export function equalityChallenge(t: Transcript, commitments: Pair): Scalar {
  t.absorb("commitments", concat(commitments[0], commitments[1]));
  return t.challenge("x");
}

// z base_i = x key_i + K_i for both and a given challenge x.
export function sameLogarithm(bases: Pair, keys: Pair, proof: EqualityProof, x: Scalar): boolean {
  return ([0, 1] as const).every((i) => {
    const left = multiply(proof.response, bases[i]);
    return equalBytes(left, add(multiply(x, keys[i]), proof.commitments[i]));
  });
}

// The proof convinces only if statement.keys = secret * statement.bases.
export function proveEquality(statement: EqualityStatement, secret: SecretScalar): EqualityProof {
  const t = transcriptOf(statement);
  const nonce = hedgedNonce(t, secret);
  const commitments: Pair = [
    multiply(nonce, statement.bases[0]),
    multiply(nonce, statement.bases[1]),
  ];
  const challenge = equalityChallenge(t, commitments);
  const response = respond(challenge, secret, nonce);
  return new EqualityProof(commitments, response);
}

export function verifyEquality(statement: EqualityStatement, proof: EqualityProof): boolean {
  const { bases, keys } = statement;
  if ([...bases, ...keys].some((element) => isIdentity(element))) return false;
  const challenge = equalityChallenge(transcriptOf(statement), proof.commitments);
  return sameLogarithm(bases, keys, proof, challenge);
}
