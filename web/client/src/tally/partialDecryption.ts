// A trustee's part in opening one pool: its partial decryption of every counter of the aggregate,
// with one proof for all. docs/protocol.md, "Partial decryption".
import { concat, uint32Be } from "../crypto/bytes.ts";
import { proveDecryption } from "../crypto/decryptionProof.ts";
import { concatElements } from "../crypto/dkg/wire.ts";
import { EqualityProof } from "../crypto/equalityProof.ts";
import {
  type Element,
  type SecretScalar,
  decodeElement,
  multiply,
  multiplyBase,
} from "../crypto/group.ts";

// What is opened. The alphas are those of an aggregate that the trustee computed itself; a trustee
// opens each pool of an election once.
export interface TallyStatement {
  readonly pool: Uint8Array; // the pool fingerprint
  readonly alphas: readonly Element[];
}

// uint32_be(trustee) || D_1 .. D_k || K_1 || K_2 || z.
export function decrypt(
  statement: TallyStatement,
  trustee: number,
  share: SecretScalar,
): Uint8Array {
  const partials = statement.alphas.map((alpha) => multiply(share, alpha));
  const proven = {
    election: statement.pool,
    trustee,
    shareKey: multiplyBase(share),
    alphas: statement.alphas,
    partials,
  };
  const proof = proveDecryption(proven, share);
  return concat(uint32Be(trustee), concatElements(partials), proof.encode());
}

// D_1 .. D_k of encoded bytes, or null. The proof is not looked at.
export function decodePartials(bytes: Uint8Array, counters: number): Element[] | null {
  if (bytes.length !== 4 + 32 * counters + EqualityProof.size) return null;
  const partials: Element[] = [];
  for (let j = 0; j < counters; ++j) {
    const partial = decodeElement(bytes.subarray(4 + 32 * j, 36 + 32 * j));
    if (partial === null) return null;
    partials.push(partial);
  }
  return partials;
}
