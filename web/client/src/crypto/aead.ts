// XChaCha20-Poly1305 (IETF) without additional data: ciphertext, then a tag of 16 bytes.
import type { Bytes } from "./bytes.ts";
import { call, compute } from "./sodium.ts";

export const aeadKeySize = 32;
export const aeadNonceSize = 24;
export const aeadTagSize = 16;

export function sealAead(message: Uint8Array, nonce: Uint8Array, key: Uint8Array): Bytes {
  return compute(message.length + aeadTagSize, (core, memory, out) =>
    core._crypto_aead_xchacha20poly1305_ietf_encrypt(
      out,
      0,
      memory.put(message),
      message.length,
      0,
      0,
      0,
      0,
      0,
      memory.put(nonce),
      memory.put(key),
    ),
  );
}

// Null if the tag is wrong.
export function openAead(sealed: Uint8Array, nonce: Uint8Array, key: Uint8Array): Bytes | null {
  if (sealed.length < aeadTagSize) return null;
  return call((core, memory) => {
    const size = sealed.length - aeadTagSize;
    const out = memory.reserve(size);
    const refused = core._crypto_aead_xchacha20poly1305_ietf_decrypt(
      out,
      0,
      0,
      memory.put(sealed),
      sealed.length,
      0,
      0,
      0,
      0,
      memory.put(nonce),
      memory.put(key),
    );
    return refused === 0 ? memory.take(out, size) : null;
  });
}
