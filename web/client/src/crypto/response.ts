// The last move of a proof of knowledge: z = x secret + k, which may leave the device.
import { type Scalar, type SecretScalar, addScalars, multiplyScalars, publish } from "./group.ts";
import { wipe } from "./sodium.ts";

// Wipes the nonce, which serves one proof.
export function respond(challenge: Scalar, secret: SecretScalar, nonce: SecretScalar): Scalar {
  const product = multiplyScalars(challenge, secret);
  const sum = addScalars(product, nonce);
  const response = publish(sum);
  wipe(product, sum, nonce);
  return response;
}
