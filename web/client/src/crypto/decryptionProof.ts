// One proof for all partial decryptions of a trustee: D_j = x_i alpha_j for every j, with the same
// x_i as in the share key P_i = x_i G. docs/protocol.md, "Partial decryption".
import { uint64Be } from "./bytes.ts";
import { concatElements } from "./dkg/wire.ts";
import { EqualityProof, type Pair, equalityChallenge, sameLogarithm } from "./equalityProof.ts";
import {
  type Element,
  type Scalar,
  type SecretScalar,
  add,
  generator,
  identity,
  isIdentity,
  multiply,
  multiplyBase,
} from "./group.ts";
import { hedgedNonce } from "./hedgedNonce.ts";
import { respond } from "./response.ts";
import { Transcript } from "./transcript.ts";

export interface DecryptionStatement {
  readonly election: Uint8Array; // the pool fingerprint
  readonly trustee: number;
  readonly shareKey: Element;
  // One per counter. The identity is allowed here, and here alone: nobody voted.
  readonly alphas: readonly Element[];
  readonly partials: readonly Element[];
}

// What prover and verifier hash before y. All alphas and all partials come first: a trustee who
// knew y could shift D_1 by -y E and D_2 by E.
function transcriptOf(s: DecryptionStatement): Transcript {
  const t = new Transcript("tabella/v1/decryption");
  t.absorb("election", s.election);
  t.absorb("trustee", uint64Be(s.trustee));
  t.absorb("share key", s.shareKey);
  t.absorb("alphas", concatElements(s.alphas));
  t.absorb("partials", concatElements(s.partials));
  return t;
}

// sum_j y^j elements_j, j from 1, by Horner's rule.
function fold(y: Scalar, elements: readonly Element[]): Element {
  return [...elements].reverse().reduce((sum, element) => multiply(y, add(sum, element)), identity);
}

// The proof convinces only if shareKey = share G and partials_j = share alphas_j.
export function proveDecryption(s: DecryptionStatement, share: SecretScalar): EqualityProof {
  const t = transcriptOf(s);
  const y = t.challenge("y");
  const nonce = hedgedNonce(t, share);
  const commitments: Pair = [multiplyBase(nonce), multiply(nonce, fold(y, s.alphas))];
  const response = respond(equalityChallenge(t, commitments), share, nonce);
  return new EqualityProof(commitments, response);
}

// z G = x P + K_1 and z sum y^j alpha_j = x sum y^j D_j + K_2.
export function verifyDecryption(s: DecryptionStatement, proof: EqualityProof): boolean {
  if (s.partials.length !== s.alphas.length || isIdentity(s.shareKey)) return false;
  const t = transcriptOf(s);
  const y = t.challenge("y");
  const x = equalityChallenge(t, proof.commitments);
  const bases: Pair = [generator, fold(y, s.alphas)];
  return sameLogarithm(bases, [s.shareKey, fold(y, s.partials)], proof, x);
}
