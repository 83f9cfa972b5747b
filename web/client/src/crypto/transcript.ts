// The hash state that challenges and nonces are drawn from: docs/protocol.md, "Transcript".
import { ascii, type Bytes, concat, frame, uint64Be } from "./bytes.ts";
import { reduceWide, type Scalar } from "./group.ts";
import { Sha512 } from "./hash.ts";

// One proof's messages in their order, each with its label and length. Prover and verifier absorb
// the same; a challenge is absorbed, too, so that what follows depends on it.
export class Transcript {
  readonly #hash: Sha512;

  constructor(from: string | Transcript) {
    this.#hash = typeof from === "string" ? new Sha512() : new Sha512(from.#hash);
    if (typeof from === "string") this.absorb("domain", ascii(from));
  }

  // Several values under one label are concatenated; one frame carries their total length.
  absorb(label: string, ...values: readonly Uint8Array[]): this {
    const size = values.reduce((sum, value) => sum + value.length, 0);
    this.#hash.update(frame(ascii(label)), uint64Be(size), ...values);
    return this;
  }

  absorbNumber(label: string, value: number | bigint): this {
    return this.absorb(label, uint64Be(value));
  }

  // 64 bytes; the state stays as it is.
  peek(label: string | Uint8Array): Bytes {
    const copy = new Sha512(this.#hash).update(
      frame(typeof label === "string" ? ascii(label) : label),
    );
    const digest = copy.digest();
    copy.wipe();
    return digest;
  }

  // What is absorbed are the 64 bytes, not the reduced scalar.
  challenge(label: string): Scalar {
    const wide = this.peek(label);
    this.absorb(label, wide);
    return reduceWide(wide);
  }

  // A nonce's label is a name and a number: name || uint32_be(i).
  peekNumbered(name: string, number: Bytes): Bytes {
    return this.peek(concat(ascii(name), number));
  }

  wipe(): void {
    this.#hash.wipe();
  }
}
