// A dealing made from a seed that stays in the trustee's key file, so that a browser that is closed
// between commit and deal reveals the same dealing that it hashed. The seed is random, the static
// secret of the election is hashed in with it, and so are the log and the ceremony, whose context
// has the announcement: another election, or another board, gives other polynomials.
// docs/protocol.md, "Where a page's dealing comes from".
import { uint32Be, uint64Be, utf8 } from "../bytes.ts";
import { type SecretScalar, reduceSecret } from "../group.ts";
import { wipe } from "../sodium.ts";
import { Transcript } from "../transcript.ts";
import type { Ceremony } from "./ceremony.ts";
import { type Dealing, dealWith } from "./dealing.ts";
import { SecretPolynomial } from "./polynomial.ts";

export const dealingSeedSize = 32;

// log: the verifier key of the log on which the dealing is posted.
export function dealFromSeed(
  ceremony: Ceremony,
  dealer: number,
  staticSecret: SecretScalar,
  seed: Uint8Array,
  log: string,
): Dealing {
  const t = new Transcript("tabella/v1/ceremony/page");
  t.absorb("log", utf8(log));
  t.absorb("context", ceremony.context);
  t.absorb("threshold", uint64Be(ceremony.threshold));
  t.absorb("trustee", uint64Be(dealer));
  t.absorb("seed", seed);
  t.absorb("secret", staticSecret);
  const draw = (name: string, index: number): SecretScalar => {
    return reduceSecret(t.peekNumbered(name, uint32Be(index)));
  };
  const polynomial = new SecretPolynomial(
    Array.from({ length: ceremony.threshold }, (_, k) => draw("coefficient", k)),
  );
  const ephemeral = draw("ephemeral", 0);
  try {
    return dealWith(ceremony, dealer, staticSecret, { polynomial, ephemeral });
  } finally {
    polynomial.wipe();
    wipe(ephemeral);
    t.wipe();
  }
}
