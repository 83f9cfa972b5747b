// The round "certify": every trustee signs one transcript of the ceremony, so that nobody was
// shown other dealings than the rest, and who of them is disqualified. cocktail-dkg, "Round 3".
// There is no key before all who are qualified have signed.
import { concat, uint64Be, utf8 } from "../bytes.ts";
import type { SecretScalar } from "../group.ts";
import { Transcript } from "../transcript.ts";
import { type Ceremony, cocktailSuite } from "./ceremony.ts";
import type { Dealing } from "./dealing.ts";
import { type CocktailSignature, cocktailSign } from "./signature.ts";
import { concatElements, uint32le, uint64le } from "./wire.ts";

// T: suite, context, n, t, static keys, commitments, proofs of possession, ephemeral keys,
// extension.
export function certificateTranscript(
  ceremony: Ceremony,
  dealings: readonly Dealing[],
  extension: Uint8Array,
): Uint8Array {
  return concat(
    uint64le(cocktailSuite.length),
    cocktailSuite,
    uint64le(ceremony.context.length),
    ceremony.context,
    uint32le(ceremony.trustees),
    uint32le(ceremony.threshold),
    concatElements(ceremony.staticKeys),
    ...dealings.map((dealing) => concatElements(dealing.commitments)),
    ...dealings.map((dealing) => dealing.possession.encode()),
    ...dealings.map((dealing) => dealing.ephemeralKey),
    uint64le(extension.length),
    extension,
  );
}

// What Tabella puts into the extension: the hash of all dealings as posted, and of who is
// disqualified. The specification's transcript leaves the sealed shares out; a complaint needs them
// beyond dispute.
export function dealingsExtension(ceremony: Ceremony, dealings: readonly Dealing[]): Uint8Array {
  const t = new Transcript("tabella/v1/ceremony/dealings");
  t.absorb("context", ceremony.context);
  for (const dealing of dealings) t.absorb("dealing", dealing.encode());
  for (const trustee of ceremony.disqualified) t.absorb("disqualified", uint64Be(trustee));
  return t.peek(utf8("extension"));
}

// What all certificates of a ceremony sign.
export function certifiedBytes(ceremony: Ceremony, dealings: readonly Dealing[]): Uint8Array {
  return certificateTranscript(ceremony, dealings, dealingsExtension(ceremony, dealings));
}

export function certify(
  ceremony: Ceremony,
  dealings: readonly Dealing[],
  staticSecret: SecretScalar,
): CocktailSignature {
  return cocktailSign(staticSecret, certifiedBytes(ceremony, dealings));
}
