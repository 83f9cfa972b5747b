// The one door to libsodium. Its functions are called on the module's own memory, in a region that
// is wiped after each call: the library's convenience layer throws where a product is the identity,
// which on secrets is a branch, and leaves copies of secrets behind.
import sodium from "libsodium-wrappers-sumo";
import type { Bytes } from "./bytes.ts";

type Pointer = number & { readonly pointer: unique symbol };

// What of the module is used. 64-bit integers are passed as two halves, the lower first.
interface Core {
  readonly HEAPU8: Uint8Array;
  _malloc(size: number): Pointer;
  _crypto_core_ristretto255_is_valid_point(p: Pointer): number;
  _crypto_core_ristretto255_add(out: Pointer, p: Pointer, q: Pointer): number;
  _crypto_core_ristretto255_sub(out: Pointer, p: Pointer, q: Pointer): number;
  _crypto_core_ristretto255_from_hash(out: Pointer, hash: Pointer): number;
  _crypto_core_ristretto255_scalar_add(out: Pointer, a: Pointer, b: Pointer): void;
  _crypto_core_ristretto255_scalar_sub(out: Pointer, a: Pointer, b: Pointer): void;
  _crypto_core_ristretto255_scalar_mul(out: Pointer, a: Pointer, b: Pointer): void;
  _crypto_core_ristretto255_scalar_invert(out: Pointer, a: Pointer): number;
  _crypto_core_ristretto255_scalar_reduce(out: Pointer, wide: Pointer): void;
  _crypto_scalarmult_ristretto255(out: Pointer, scalar: Pointer, p: Pointer): number;
  _crypto_scalarmult_ristretto255_base(out: Pointer, scalar: Pointer): number;
  _crypto_core_ed25519_is_valid_point(p: Pointer): number;
  _crypto_sign_verify_detached(
    signature: Pointer,
    message: Pointer,
    low: number,
    high: number,
    key: Pointer,
  ): number;
  _crypto_sign_seed_keypair(key: Pointer, secret: Pointer, seed: Pointer): number;
  _crypto_sign_detached(
    signature: Pointer,
    size: 0,
    message: Pointer,
    low: number,
    high: number,
    secret: Pointer,
  ): number;
  _crypto_hash_sha256(out: Pointer, message: Pointer, low: number, high: number): number;
  _crypto_hash_sha512_init(state: Pointer): number;
  _crypto_hash_sha512_update(state: Pointer, message: Pointer, low: number, high: number): number;
  _crypto_hash_sha512_final(state: Pointer, out: Pointer): number;
  _crypto_hash_sha512_statebytes(): number;
  _crypto_pwhash(
    out: Pointer,
    outLow: number,
    outHigh: number,
    password: Pointer,
    low: number,
    high: number,
    salt: Pointer,
    passesLow: number,
    passesHigh: number,
    memory: number,
    algorithm: number,
  ): number;
  _crypto_aead_xchacha20poly1305_ietf_encrypt(
    out: Pointer,
    outSize: 0,
    message: Pointer,
    low: number,
    high: number,
    data: 0,
    dataLow: 0,
    dataHigh: 0,
    secretNonce: 0,
    nonce: Pointer,
    key: Pointer,
  ): number;
  _crypto_aead_xchacha20poly1305_ietf_decrypt(
    out: Pointer,
    outSize: 0,
    secretNonce: 0,
    sealed: Pointer,
    low: number,
    high: number,
    data: 0,
    dataLow: 0,
    dataHigh: 0,
    nonce: Pointer,
    key: Pointer,
  ): number;
}

// Holds before anything else here is called.
export const ready: Promise<void> = sodium.ready;

const regionSize = 1 << 21;

// Where arguments and results are during one call.
class Region {
  readonly core = (sodium as unknown as { libsodium: Core }).libsodium;
  readonly #begin = this.core._malloc(regionSize);
  #used = 0;

  // Zeros: the region is wiped after each call.
  reserve(size: number): Pointer {
    const at = (this.#begin + this.#used) as Pointer;
    this.#used += (size + 15) & ~15;
    if (this.#used > regionSize) throw new RangeError(`sodium: ${this.#used} bytes in one call`);
    return at;
  }

  put(bytes: Uint8Array): Pointer {
    const at = this.reserve(bytes.length);
    this.core.HEAPU8.set(bytes, at);
    return at;
  }

  take(at: Pointer, size: number): Bytes {
    return new Uint8Array(this.core.HEAPU8.subarray(at, at + size));
  }

  wipe(): void {
    this.core.HEAPU8.fill(0, this.#begin, this.#begin + Math.min(this.#used, regionSize));
    this.#used = 0;
  }
}

let region: Region | null = null;

// Calls the library on memory that is wiped when `body` is done.
export function call<T>(body: (core: Core, memory: Region) => T): T {
  region ??= new Region();
  try {
    return body(region.core, region);
  } finally {
    region.wipe();
  }
}

// `size` bytes that `body` writes to `out`. What a function of the group returns besides says
// whether its result is the identity: that is not an error, and on secrets nothing to branch on.
export function compute(
  size: number,
  body: (core: Core, memory: Region, out: Pointer) => unknown,
): Bytes {
  return call((core, memory) => {
    const out = memory.reserve(size);
    body(core, memory, out);
    return memory.take(out, size);
  });
}

export const wipe = (...secrets: readonly Uint8Array[]): void =>
  secrets.forEach((secret) => secret.fill(0));

export function randomBytes(size: number): Bytes {
  return globalThis.crypto.getRandomValues(new Uint8Array(size));
}
