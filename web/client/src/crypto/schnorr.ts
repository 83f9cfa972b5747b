// docs/protocol.md, "Schnorr": key = secret base.
import { type Bytes, concat } from "./bytes.ts";
import {
  add,
  addScalars,
  decodeElement,
  decodeScalar,
  type Element,
  isIdentity,
  multiply,
  multiplyScalars,
  type SecretScalar,
} from "./group.ts";
import { equalBytes } from "./bytes.ts";
import { hedgedNonce } from "./hedgedNonce.ts";
import { wipe } from "./sodium.ts";
import { Transcript } from "./transcript.ts";

export interface SchnorrStatement {
  readonly election: Uint8Array;
  readonly base: Element;
  readonly key: Element;
}

export type SchnorrCheck = "ok" | "schnorr.encoding" | "schnorr.identity" | "schnorr.equation";

export const schnorrSize = 64;

function begin(statement: SchnorrStatement): Transcript {
  return new Transcript("tabella/v1/schnorr")
    .absorb("election", statement.election)
    .absorb("base", statement.base)
    .absorb("key", statement.key);
}

// K || z
export function proveSchnorr(statement: SchnorrStatement, secret: SecretScalar): Bytes {
  const t = begin(statement);
  const k = hedgedNonce(t, secret);
  const K = multiply(k, statement.base);
  const x = t.absorb("commitment", K).challenge("x");
  const z = addScalars(multiplyScalars(x, secret), k); // z = x secret + k
  wipe(k);
  return concat(K, z);
}

export function verifySchnorr(statement: SchnorrStatement, proof: Uint8Array): SchnorrCheck {
  const K = decodeElement(proof.slice(0, 32));
  const z = decodeScalar(proof.slice(32));
  if (K === null || z === null) return "schnorr.encoding";
  if (isIdentity(statement.base) || isIdentity(statement.key)) return "schnorr.identity";
  const x = begin(statement).absorb("commitment", K).challenge("x");
  // z base = x key + K
  const holds = equalBytes(multiply(z, statement.base), add(multiply(x, statement.key), K));
  return holds ? "ok" : "schnorr.equation";
}
