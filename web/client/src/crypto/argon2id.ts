// Argon2id (RFC 9106, version 0x13), one lane.
import { type Bytes } from "./bytes.ts";
import { compute } from "./sodium.ts";

const argon2id13 = 2;

export interface Argon2Cost {
  readonly passes: number;
  readonly kib: number;
}

export function argon2id(
  password: Uint8Array,
  salt: Uint8Array,
  cost: Argon2Cost,
  size: number,
): Bytes {
  if (salt.length !== 16) throw new RangeError("argon2id: salt has not 16 bytes");
  return compute(size, (core, memory, out) => {
    const failed = core._crypto_pwhash(
      out,
      size,
      0,
      memory.put(password),
      password.length,
      0,
      memory.put(salt),
      cost.passes,
      0,
      cost.kib * 1024,
      argon2id13,
    );
    if (failed !== 0) throw new Error("argon2id: not enough memory");
  });
}
