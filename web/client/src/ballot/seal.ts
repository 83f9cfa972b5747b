// From answers to a ballot that is sealed, and then either cast or revealed for a test, never both:
// docs/protocol.md, "Prove".
import { type Answers } from "./answer.ts";
import { toBits } from "./answers.ts";
import { encodeBallotPost } from "./ballotPost.ts";
import type { CompiledStyle } from "./compile.ts";
import { type Election, statementOf } from "./election.ts";
import { runInSlices, type SliceOptions } from "./slices.ts";
import { makeTestedNotice } from "./testedNotice.ts";
import { encodeTestFile } from "./testFile.ts";
import { deriveKappa } from "../crypto/ballotNonces.ts";
import { ballotId, encodeBallot, encodeUncast } from "../crypto/ballotProof.ts";
import { cast, countSteps, type Proof, prove } from "../crypto/ballotProver.ts";
import type { Bytes } from "../crypto/bytes.ts";
import { type Element, multiplyBase, type SecretScalar } from "../crypto/group.ts";
import { sha256 } from "../crypto/hash.ts";
import { randomBytes, wipe } from "../crypto/sodium.ts";

// What sealing makes: all but z_K, and the secrets that lead to it.
export interface Sealing {
  readonly id: Bytes;
  readonly credential: Element;
  readonly proof: Proof;
  readonly seed: Bytes;
  readonly kappa: SecretScalar;
}

// A ballot whose secrets are still on the device. Call `wipe` when it was cast or left.
export class SealedBallot {
  readonly #election: Election;
  readonly #answers: Answers;
  readonly #sealing: Sealing;
  #state: "sealed" | "cast" | "revealed" | "wiped" = "sealed";

  constructor(
    election: Election,
    readonly style: string,
    answers: Answers,
    readonly sequence: number,
    sealing: Sealing,
  ) {
    this.#election = election;
    this.#answers = answers;
    this.#sealing = sealing;
  }

  get id(): Bytes {
    return this.#sealing.id;
  }

  get credential(): Element {
    return this.#sealing.credential;
  }

  #become(state: "cast" | "revealed"): void {
    if (this.#state !== "sealed" && this.#state !== state)
      throw new Error(`a ballot that is ${this.#state} cannot be ${state}`);
    this.#state = state;
  }

  // The post; z_K is made only here. A second attempt gives the same bytes.
  cast(sk: SecretScalar): Bytes {
    this.#become("cast");
    return encodeBallotPost({
      election: this.#election.fingerprint,
      style: this.style,
      credential: this.credential,
      sequence: this.sequence,
      sealed: encodeBallot(cast(this.#sealing.proof, sk, this.#sealing.kappa)),
    });
  }

  // What a second device needs to open the ballot; it can never be cast then.
  reveal(): string {
    this.#become("revealed");
    wipe(this.#sealing.kappa);
    return encodeTestFile({
      election: this.#election.fingerprint,
      style: this.style,
      credential: this.credential,
      sequence: this.sequence,
      ballot: this.id,
      seed: this.#sealing.seed,
      K: this.#sealing.proof.ballot.K,
      answers: this.#answers,
    });
  }

  // What tells the board that it was tested.
  notice(sk: SecretScalar): Bytes {
    this.#become("revealed");
    return makeTestedNotice(
      {
        election: this.#election.fingerprint,
        style: this.style,
        sequence: this.sequence,
        sealed: sha256(encodeUncast(this.#sealing.proof.ballot)),
      },
      sk,
    );
  }

  wipe(): void {
    this.#state = "wiped";
    wipe(this.#sealing.seed, this.#sealing.kappa);
  }
}

export interface SealOptions extends SliceOptions {
  // For vectors alone: what else comes from the system's generator.
  readonly random?: { readonly seed: Bytes; readonly fresh: Bytes };
}

// The long part, which may be done away from the page. Throws Refused with a code answers.* where
// the answers cannot be sealed.
export async function makeSealing(
  election: Election,
  style: CompiledStyle,
  answers: Answers,
  sk: SecretScalar,
  sequence: number,
  options: SealOptions = {},
): Promise<Sealing> {
  if (!Number.isSafeInteger(sequence) || sequence < 1)
    throw new RangeError("makeSealing: sequence is not from 1 to 2^53 - 1");
  const bits = toBits(election.definition, style, answers);
  const { seed, fresh } = options.random ?? { seed: randomBytes(32), fresh: randomBytes(32) };
  try {
    const credential = multiplyBase(sk);
    const statement = statementOf(election, style, credential, sequence);
    const kappa = deriveKappa(statement, bits, seed, sk, fresh);
    const proof = await runInSlices(
      prove(statement, bits, seed, multiplyBase(kappa)),
      countSteps(statement),
      options,
    );
    const id = ballotId(statement, encodeUncast(proof.ballot));
    return { id, credential, proof, seed, kappa };
  } finally {
    wipe(bits);
  }
}

// Throws Refused with a code answers.*.
export async function seal(
  election: Election,
  style: CompiledStyle,
  answers: Answers,
  sk: SecretScalar,
  sequence: number,
  options: SealOptions = {},
): Promise<SealedBallot> {
  return new SealedBallot(
    election,
    style.id,
    answers,
    sequence,
    await makeSealing(election, style, answers, sk, sequence, options),
  );
}
