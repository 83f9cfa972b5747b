// SHA-256 and SHA-512. A state of SHA-512 can be copied, for transcripts.
import { concat, type Bytes } from "./bytes.ts";
import { call, compute } from "./sodium.ts";

export function sha256(...parts: readonly Uint8Array[]): Bytes {
  const message = concat(...parts);
  return compute(32, (core, memory, out) =>
    core._crypto_hash_sha256(out, memory.put(message), message.length, 0),
  );
}

export const sha512 = (...parts: readonly Uint8Array[]): Bytes =>
  new Sha512().update(...parts).digest();

function initialState(): Bytes {
  return call((core, memory) => {
    const state = memory.reserve(core._crypto_hash_sha512_statebytes());
    core._crypto_hash_sha512_init(state);
    return memory.take(state, core._crypto_hash_sha512_statebytes());
  });
}

// A running SHA-512 whose state can be copied, so that one beginning serves several ends.
export class Sha512 {
  #state: Bytes;

  constructor(from?: Sha512) {
    this.#state = from === undefined ? initialState() : from.#state.slice();
  }

  update(...parts: readonly Uint8Array[]): this {
    const data = concat(...parts);
    const before = this.#state;
    this.#state = call((core, memory) => {
      const state = memory.put(before);
      core._crypto_hash_sha512_update(state, memory.put(data), data.length, 0);
      return memory.take(state, before.length);
    });
    before.fill(0);
    data.fill(0);
    return this;
  }

  // Of all so far; the state stays as it is.
  digest(): Bytes {
    return compute(64, (core, memory, out) =>
      core._crypto_hash_sha512_final(memory.put(this.#state), out),
    );
  }

  wipe(): void {
    this.#state.fill(0);
  }
}
