// A trustee who got a wrong share opens how it was sealed, with a proof, and everybody sees who
// is wrong: the dealer or the one who complains. docs/protocol.md, "Complaints". Opening gives
// away that one share and one pairwise key.
import { concat } from "../bytes.ts";
import { type EqualityStatement, proveEquality } from "../equalityProof.ts";
import { type Element, type SecretScalar, generator } from "../group.ts";
import type { Ceremony } from "./ceremony.ts";
import type { Dealing } from "./dealing.ts";
import { receiverSecrets } from "./shareEncryption.ts";

// S_e || S_d || proof_e || proof_d: the two Diffie-Hellman products of the route, each proved equal
// in logarithm to the accuser's static key.
export function complain(
  ceremony: Ceremony,
  accuser: number,
  dealer: number,
  dealing: Dealing,
  staticSecret: SecretScalar,
): Uint8Array {
  if (accuser === dealer) throw new Error("nobody complains about itself");
  const { ephemeralKey } = dealing;
  const route = { sender: dealer, receiver: accuser, ephemeralKey };
  const { ephemeral, fixed } = receiverSecrets(ceremony, route, staticSecret);
  const statement = (base: Element, product: Element): EqualityStatement => ({
    election: ceremony.fingerprint(),
    bases: [generator, base],
    keys: [ceremony.staticKey(accuser), product],
  });
  return concat(
    ephemeral,
    fixed,
    proveEquality(statement(ephemeralKey, ephemeral), staticSecret).encode(),
    proveEquality(statement(ceremony.staticKey(dealer), fixed), staticSecret).encode(),
  );
}
