// Signatures of the ceremony, used for nothing else. docs/protocol.md, "Ceremony".
import { concat, equalBytes, utf8 } from "../bytes.ts";
import {
  type Element,
  type Scalar,
  type SecretScalar,
  add,
  decodeElement,
  decodeScalar,
  elementSize,
  isIdentity,
  multiply,
  multiplyBase,
  reduceSecret,
  reduceWide,
  scalarSize,
} from "../group.ts";
import { sha512 } from "../hash.ts";
import { respond } from "../response.ts";
import { wipe } from "../sodium.ts";

// (R, s) with s G = R + c key.
export class CocktailSignature {
  static readonly size = elementSize + scalarSize;
  readonly commitment: Element;
  readonly response: Scalar;

  constructor(commitment: Element, response: Scalar) {
    this.commitment = commitment;
    this.response = response;
  }

  static decode(bytes: Uint8Array): CocktailSignature | null {
    if (bytes.length !== CocktailSignature.size) return null;
    const commitment = decodeElement(bytes.subarray(0, elementSize));
    const response = decodeScalar(bytes.subarray(elementSize));
    if (commitment === null || response === null) return null;
    return new CocktailSignature(commitment, response);
  }

  encode(): Uint8Array {
    return concat(this.commitment, this.response);
  }
}

// k = HashToScalar(prefix_nonce || secret || message)
function nonceFor(secret: SecretScalar, message: Uint8Array): SecretScalar {
  const input = concat(utf8("COCKTAIL-DKG-Ristretto255-SHA512-NONCE"), secret, message);
  const nonce = reduceSecret(sha512(input));
  wipe(input);
  return nonce;
}

// c = HashToScalar(prefix_H7 || R || key || message)
function challengeFor(commitment: Element, key: Element, message: Uint8Array): Scalar {
  const prefix = utf8("COCKTAIL-DKG-Ristretto255-SHA512-H7");
  return reduceWide(sha512(concat(prefix, commitment, key, message)));
}

export function cocktailSign(secret: SecretScalar, message: Uint8Array): CocktailSignature {
  const nonce = nonceFor(secret, message);
  const commitment = multiplyBase(nonce);
  // With nonce 0 the response would be c secret: the secret itself.
  if (isIdentity(commitment)) throw new Error("the nonce of a signature is 0");
  const challenge = challengeFor(commitment, multiplyBase(secret), message);
  return new CocktailSignature(commitment, respond(challenge, secret, nonce));
}

export function cocktailVerify(
  key: Element,
  message: Uint8Array,
  signature: CocktailSignature,
): boolean {
  const { commitment, response } = signature;
  if (isIdentity(key) || isIdentity(commitment)) return false;
  const challenge = challengeFor(commitment, key, message);
  return equalBytes(multiplyBase(response), add(commitment, multiply(challenge, key)));
}
