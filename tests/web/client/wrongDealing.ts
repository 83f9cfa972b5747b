// A dealing that everybody accepts, and whose part for the last trustee does not fit.
import type { Ceremony } from "../../../web/client/src/crypto/dkg/ceremony.ts";
import { dealWith, proveDealing } from "../../../web/client/src/crypto/dkg/dealing.ts";
import { SecretPolynomial } from "../../../web/client/src/crypto/dkg/polynomial.ts";
import { randomScalar, type SecretScalar } from "../../../web/client/src/crypto/group.ts";

export function wrongDealing(
  ceremony: Ceremony,
  dealer: number,
  staticSecret: SecretScalar,
): Uint8Array {
  const polynomial = SecretPolynomial.random(ceremony.threshold);
  const ephemeral = randomScalar();
  const right = dealWith(ceremony, dealer, staticSecret, { polynomial, ephemeral });
  const shares = right.shares.map((share) => share.slice());
  shares.at(-1)![0]! ^= 1;
  return proveDealing(ceremony, dealer, { ...right, shares }, ephemeral).encode();
}
