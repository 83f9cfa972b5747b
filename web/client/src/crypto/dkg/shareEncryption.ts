// How a dealer sends a share over a public board: XChaCha20-Poly1305 under a key from two
// Diffie-Hellman products (cocktail-dkg, "Round 1", step 5). The static one binds the sender, the
// ephemeral one keeps past shares secret when the sender's static key leaks later.
import { openAead, sealAead } from "../aead.ts";
import { concat, utf8 } from "../bytes.ts";
import { type Element, type SecretScalar, decodeSecretScalar, multiply } from "../group.ts";
import { sha512 } from "../hash.ts";
import { wipe } from "../sodium.ts";
import type { Ceremony } from "./ceremony.ts";
import { uint64le } from "./wire.ts";

export const sealedShareSize = 48;
const keySize = 32;
const nonceSize = 24;

// Who encrypts to whom under which ephemeral key E.
export interface ShareRoute {
  readonly sender: number;
  readonly receiver: number;
  readonly ephemeralKey: Element;
}

// S_e = e P_receiver = d_receiver E and S_d = d_sender P_receiver = d_receiver P_sender. Secret.
export interface SharedSecrets {
  readonly ephemeral: Element;
  readonly fixed: Element;
}

export function senderSecrets(
  ceremony: Ceremony,
  route: ShareRoute,
  ephemeralSecret: SecretScalar,
  staticSecret: SecretScalar,
): SharedSecrets {
  const receiver = ceremony.staticKey(route.receiver);
  return {
    ephemeral: multiply(ephemeralSecret, receiver),
    fixed: multiply(staticSecret, receiver),
  };
}

export function receiverSecrets(
  ceremony: Ceremony,
  route: ShareRoute,
  staticSecret: SecretScalar,
): SharedSecrets {
  return {
    ephemeral: multiply(staticSecret, route.ephemeralKey),
    fixed: multiply(staticSecret, ceremony.staticKey(route.sender)),
  };
}

// Key and nonce serve one plaintext: the ephemeral key is fresh in each ceremony. The secrets are
// wiped once the cipher is made.
export class ShareCipher {
  // H6: 32 bytes of key, 24 of nonce, 8 unused.
  readonly #keyAndNonce: Uint8Array;

  constructor(ceremony: Ceremony, route: ShareRoute, secrets: SharedSecrets) {
    const input = concat(
      utf8("COCKTAIL-DKG-Ristretto255-SHA512-H6"),
      secrets.ephemeral,
      secrets.fixed,
      route.ephemeralKey,
      ceremony.staticKey(route.sender),
      ceremony.staticKey(route.receiver),
      uint64le(ceremony.context.length),
      ceremony.context,
    );
    this.#keyAndNonce = sha512(input);
    wipe(input);
  }

  seal(share: SecretScalar): Uint8Array {
    return sealAead(share, this.#nonce, this.#key);
  }

  // Null if the tag is wrong or the plaintext is not a scalar below l.
  open(sealed: Uint8Array): SecretScalar | null {
    const plaintext = openAead(sealed, this.#nonce, this.#key);
    if (plaintext === null) return null;
    const share = decodeSecretScalar(plaintext);
    wipe(plaintext);
    return share;
  }

  wipe(): void {
    wipe(this.#keyAndNonce);
  }

  get #key(): Uint8Array {
    return this.#keyAndNonce.subarray(0, keySize);
  }

  get #nonce(): Uint8Array {
    return this.#keyAndNonce.subarray(keySize, keySize + nonceSize);
  }
}
