// A trustee's proof, after the ceremony, that its share of the election key is still at hand.
// docs/protocol.md, "Held keys".
import { ascii, type Bytes } from "../crypto/bytes.ts";
import { type Element, generator, multiplyBase, type SecretScalar } from "../crypto/group.ts";
import { sha256 } from "../crypto/hash.ts";
import {
  proveSchnorr,
  schnorrSize,
  type SchnorrStatement,
  verifySchnorr,
} from "../crypto/schnorr.ts";

const statementOf = (fingerprint: Uint8Array, shareKey: Element): SchnorrStatement => ({
  election: sha256(ascii("tabella/v1/key_held"), fingerprint),
  base: generator,
  key: shareKey,
});

// fingerprint: of the election, fixed with the roll, after the shares were dealt: a proof is newer.
export function proveHeldKey(fingerprint: Uint8Array, share: SecretScalar): Bytes {
  return proveSchnorr(statementOf(fingerprint, multiplyBase(share)), share);
}

export function verifyHeldKey(
  fingerprint: Uint8Array,
  shareKey: Element,
  proof: Uint8Array,
): boolean {
  return (
    proof.length === schnorrSize &&
    verifySchnorr(statementOf(fingerprint, shareKey), proof) === "ok"
  );
}
