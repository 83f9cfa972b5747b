// A party's key: an Ed25519 key to sign posts with, and for a trustee the secret from which it
// makes a static key for each election. On disk it is sealed under a passphrase, in the form that
// `tabella key` writes and reads.
import type { VerifierKey } from "./signedNote.ts";
import { tryKey } from "./tryKey.ts";
import { Signer } from "./signer.ts";
import { type Shaped, oneOf, optional, someFields, text, tryShape } from "../ballot/shape.ts";
import { concat, decodeBase64Url, encodeBase64Url } from "../crypto/bytes.ts";
import { ceremonySecretSize } from "../crypto/dkg/staticKey.ts";
import { openWithPassphrase, sealWithPassphrase } from "../crypto/passphrase.ts";
import { Refused } from "../crypto/refused.ts";
import { randomBytes, wipe } from "../crypto/sodium.ts";

const seedSize = 32;

// What the file shows to everybody, and what is sealed in it. Programs may keep more in it than
// others know: those leave it alone.
const keyFileShape = someFields({
  type: oneOf(["tabella/v1/key"]),
  key: text,
  sealed: text,
  // What a page remembers of its work, under the same passphrase.
  work: optional(text, undefined),
});
export type KeyFile = Shaped<typeof keyFileShape>;

// Two secrets under one name: what signs, and what static keys are made from. Whoever holds it
// wipes it. It leaves the device sealed alone (`seal`); `publicText` is what the others get.
export class PartyKey {
  readonly signer: Signer;
  readonly ceremonySecret: Uint8Array;

  private constructor(signer: Signer, ceremonySecret: Uint8Array) {
    this.signer = signer;
    this.ceremonySecret = ceremonySecret;
  }

  // Fresh keys, from the system's generator alone.
  static random(name: string): PartyKey {
    const seed = randomBytes(seedSize);
    const key = new PartyKey(Signer.fromSeed(name, seed), randomBytes(ceremonySecretSize));
    wipe(seed);
    return key;
  }

  get verifier(): VerifierKey {
    return this.signer.verifier;
  }

  // What the others need to know, as `tabella key` prints it.
  publicText(): string {
    return JSON.stringify({ key: this.verifier.text });
  }

  // Whether both secrets are those of the other; the public text tells it of the first one alone.
  isSameAs(other: PartyKey): boolean {
    const differing = this.ceremonySecret.reduce(
      (sum, byte, i) => sum | (byte ^ other.ceremonySecret[i]!),
      0,
    );
    return differing === 0 && this.verifier.text === other.verifier.text;
  }

  // passphrase: of encodePassphrase. work: what to remember in addition to the key.
  seal(passphrase: Uint8Array, work: Uint8Array | null): string {
    const secret = concat(this.signer.exposeSeedForStorage(), this.ceremonySecret);
    const file = {
      type: "tabella/v1/key",
      key: this.verifier.text,
      sealed: encodeBase64Url(sealWithPassphrase(secret, passphrase)),
      ...(work === null ? {} : { work: encodeBase64Url(sealWithPassphrase(work, passphrase)) }),
    };
    wipe(secret);
    return `${JSON.stringify(file, null, 2)}\n`;
  }

  // Codes key.file, key.passphrase.
  static open(json: string, passphrase: Uint8Array): OpenedKey | Refused {
    const file = parseKeyFile(json);
    if (file === null) return new Refused("key.file", "", "is no key file");
    const verifier = tryKey(file.key);
    const sealed = decodeBase64Url(file.sealed);
    const sealedWork = file.work === undefined ? null : decodeBase64Url(file.work);
    if (verifier === null || sealed === null || (file.work !== undefined && sealedWork === null)) {
      return new Refused("key.file", "", "is no key file");
    }
    const secret = openWithPassphrase(sealed, passphrase);
    if (secret === null || secret.length !== seedSize + ceremonySecretSize) {
      return new Refused("key.passphrase", "", "is not opened by this passphrase");
    }
    const signer = Signer.fromSeed(verifier.name, secret.subarray(0, seedSize));
    const ceremonySecret = secret.slice(seedSize);
    wipe(secret);
    if (signer.verifier.text !== file.key) {
      return new Refused("key.file", "", "holds another key than it says");
    }
    const work = sealedWork === null ? null : openWithPassphrase(sealedWork, passphrase);
    if (sealedWork !== null && work === null) {
      return new Refused("key.file", "work", "was changed, or belongs to another key");
    }
    return { key: new PartyKey(signer, ceremonySecret), work };
  }

  wipe(): void {
    this.signer.wipe();
    wipe(this.ceremonySecret);
  }
}

export interface OpenedKey {
  readonly key: PartyKey;
  readonly work: Uint8Array | null;
}

//   {"type":"tabella/v1/key","key":"ada+c8a5...+AQ...","sealed":"AAEC..."}
export const parseKeyFile = (json: string): KeyFile | null => tryShape(json, keyFileShape);
