// Secrets on disk: sealed under a passphrase with Argon2id and XChaCha20-Poly1305.
// docs/operators.md, "Keys". Sealed: salt (16) || nonce (24) || ciphertext and tag (16).
import { openAead, sealAead } from "./aead.ts";
import { argon2id } from "./argon2id.ts";
import { concat, utf8 } from "./bytes.ts";
import { randomBytes, wipe } from "./sodium.ts";

const saltSize = 16;
const nonceSize = 24;
const tagSize = 16;
const keySize = 32;
const derivedSize = 64;
const cost = { passes: 3, kib: 65_536 };
const maxPassphrase = 64;

// UTF-8, followed by zeros up to 64 bytes. Null if there is nothing, or more than fits.
export function encodePassphrase(typed: string): Uint8Array | null {
  const bytes = utf8(typed.normalize("NFC"));
  if (bytes.length === 0 || bytes.length > maxPassphrase) return null;
  const padded = new Uint8Array(maxPassphrase);
  padded.set(bytes);
  wipe(bytes);
  return padded;
}

export function sealWithPassphrase(secret: Uint8Array, passphrase: Uint8Array): Uint8Array {
  const salt = randomBytes(saltSize);
  const nonce = randomBytes(nonceSize);
  const derived = argon2id(passphrase, salt, cost, derivedSize);
  const sealed = sealAead(secret, nonce, derived.subarray(0, keySize));
  wipe(derived);
  return concat(salt, nonce, sealed);
}

// Null if the passphrase is wrong or the bytes are not what was sealed.
export function openWithPassphrase(sealed: Uint8Array, passphrase: Uint8Array): Uint8Array | null {
  if (sealed.length < saltSize + nonceSize + tagSize) return null;
  const derived = argon2id(passphrase, sealed.subarray(0, saltSize), cost, derivedSize);
  const nonce = sealed.subarray(saltSize, saltSize + nonceSize);
  const secret = openAead(
    sealed.subarray(saltSize + nonceSize),
    nonce,
    derived.subarray(0, keySize),
  );
  wipe(derived);
  return secret;
}
