// Every random scalar of a ballot but kappa, from one seed: a second device that is given seed,
// answers and K recomputes the ballot byte for byte. docs/protocol.md, "Where randomness comes
// from".
import { uint32Be } from "./bytes.ts";
import type { Statement } from "./ballotProof.ts";
import {
  type Element,
  reduceSecret,
  type Scalar,
  scalarFromBit,
  type SecretScalar,
} from "./group.ts";
import { hedgedNonce } from "./hedgedNonce.ts";
import { randomBytes, wipe } from "./sodium.ts";
import { Transcript } from "./transcript.ts";

function absorbBits(t: Transcript, bits: Uint8Array): Transcript {
  const scalars = Array.from(bits, scalarFromBit);
  t.absorb("bits", ...scalars);
  wipe(...scalars);
  return t;
}

// The seed serves one ballot. Other answers or another K change every nonce: with equal nonces the
// quotient (f_j - f'_j) / (x - x') would be the bit.
export class BallotNonces {
  readonly #transcript: Transcript;

  constructor(seed: Uint8Array, statement: Statement, bits: Uint8Array) {
    this.#transcript = new Transcript("tabella/v1/nonces")
      .absorb("seed", seed)
      .absorb("election", statement.election)
      .absorb("credential", statement.credential)
      .absorbNumber("sequence", statement.sequence);
    absorbBits(this.#transcript, bits);
  }

  // Before this: r, s_B. After this: a, s_A, s_C, s_D, rho.
  bind(y: Scalar, K: Element): void {
    this.#transcript.absorb("y", y).absorb("K", K);
  }

  draw(name: string, i = 0): SecretScalar {
    return reduceSecret(this.#transcript.peekNumbered(name, uint32Be(i)));
  }

  wipe(): void {
    this.#transcript.wipe();
  }
}

// kappa, of which K = kappa G. Seed and bits fix all that precedes K, so that a generator that
// repeats itself gives another K for other answers; without the key they tell nothing about kappa.
export function deriveKappa(
  statement: Statement,
  bits: Uint8Array,
  seed: Uint8Array,
  sk: SecretScalar,
  fresh = randomBytes(32),
): SecretScalar {
  const t = new Transcript("tabella/v1/kappa")
    .absorb("election", statement.election)
    .absorb("key", statement.key)
    .absorb("credential", statement.credential)
    .absorbNumber("sequence", statement.sequence)
    .absorb("seed", seed);
  const kappa = hedgedNonce(absorbBits(t, bits), sk, fresh);
  t.wipe();
  return kappa;
}
