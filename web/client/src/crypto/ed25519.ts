// Ed25519 by the one rule of docs/log.md, "Signatures": canonical encodings, nothing of small
// order, keys in the main subgroup, s below the group order, the equation without cofactor.
import { type Bytes } from "./bytes.ts";
import { call, compute, randomBytes, wipe } from "./sodium.ts";

declare const keyBrand: unique symbol;
declare const secretKeyBrand: unique symbol;

export type Ed25519PublicKey = Bytes & { readonly [keyBrand]: true };
// Seed and public key, as libsodium keeps them.
export type Ed25519SecretKey = Bytes & { readonly [secretKeyBrand]: true };

export function decodeEd25519PublicKey(bytes: Uint8Array): Ed25519PublicKey | null {
  if (bytes.length !== 32) return null;
  const valid = call((core, memory) => core._crypto_core_ed25519_is_valid_point(memory.put(bytes)));
  return valid === 1 ? (new Uint8Array(bytes) as Ed25519PublicKey) : null;
}

export function verifyEd25519(
  key: Ed25519PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (signature.length !== 64) return false;
  return (
    call((core, memory) =>
      core._crypto_sign_verify_detached(
        memory.put(signature),
        memory.put(message),
        message.length,
        0,
        memory.put(key),
      ),
    ) === 0
  );
}

export function ed25519SecretKey(seed: Uint8Array = randomBytes(32)): Ed25519SecretKey {
  if (seed.length !== 32) throw new RangeError("ed25519SecretKey: seed has not 32 bytes");
  return compute(64, (core, memory, out) =>
    core._crypto_sign_seed_keypair(memory.reserve(32), out, memory.put(seed)),
  ) as Ed25519SecretKey;
}

export const ed25519PublicKey = (secret: Ed25519SecretKey): Ed25519PublicKey =>
  secret.slice(32) as Bytes as Ed25519PublicKey;

export function signEd25519(secret: Ed25519SecretKey, message: Uint8Array): Bytes {
  return compute(64, (core, memory, out) =>
    core._crypto_sign_detached(out, 0, memory.put(message), message.length, 0, memory.put(secret)),
  );
}

export const wipeKey = (secret: Ed25519SecretKey): void => wipe(secret);
