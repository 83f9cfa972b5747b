// A key with the name under which it signs posts. docs/log.md, "Notes".
import {
  type Ed25519SecretKey,
  ed25519PublicKey,
  ed25519SecretKey,
  wipeKey,
} from "../crypto/ed25519.ts";
import { type NoteSignature, VerifierKey, signNote, signatureTypes } from "./signedNote.ts";

const seedSize = 32;

// Holds the seed of its key until `wipe`; it signs texts of notes and nothing else.
export class Signer {
  readonly verifier: VerifierKey;
  readonly #secret: Ed25519SecretKey;

  private constructor(verifier: VerifierKey, secret: Ed25519SecretKey) {
    this.verifier = verifier;
    this.#secret = secret;
  }

  static fromSeed(name: string, seed: Uint8Array): Signer {
    const secret = ed25519SecretKey(seed);
    const verifier = new VerifierKey(name, signatureTypes.ed25519, ed25519PublicKey(secret));
    return new Signer(verifier, secret);
  }

  sign(text: string): NoteSignature {
    return signNote(text, this.verifier.name, this.#secret);
  }

  exposeSeedForStorage(): Uint8Array {
    return this.#secret.subarray(0, seedSize);
  }

  wipe(): void {
    wipeKey(this.#secret);
  }
}
