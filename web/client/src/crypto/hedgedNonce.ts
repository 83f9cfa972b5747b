// docs/protocol.md, "Hedged nonces": safe if the generator repeats itself, and if it is
// predictable.
import { reduceSecret, type SecretScalar } from "./group.ts";
import { randomBytes } from "./sodium.ts";
import { Transcript } from "./transcript.ts";

// `transcript` holds everything that precedes the commitment, and stays as it is.
export function hedgedNonce(
  transcript: Transcript,
  secret: SecretScalar,
  fresh = randomBytes(32),
): SecretScalar {
  const copy = new Transcript(transcript).absorb("secret", secret).absorb("fresh", fresh);
  const nonce = reduceSecret(copy.peek("nonce"));
  copy.wipe();
  return nonce;
}
