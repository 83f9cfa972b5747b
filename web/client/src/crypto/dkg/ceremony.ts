// The parameters of a key ceremony: C2SP cocktail-dkg v0.2.0, "Setup", ciphersuite
// COCKTAIL(Ristretto255, SHA-512). docs/protocol.md, "Ceremony". Trustees are numbered from 1.
import { concat, equalBytes, uint32Be, uint64Be, utf8 } from "../bytes.ts";
import { type Element, isIdentity } from "../group.ts";
import { sha256, sha512 } from "../hash.ts";
import { Refused } from "../refused.ts";
import { concatElements, uint32le } from "./wire.ts";

export const cocktailSuite = utf8("COCKTAIL(Ristretto255, SHA-512)");
export const maxTrustees = 255;

export function nameOf(trustee: number): string {
  return `trustee ${trustee}`;
}

// Who takes part and how many are needed. Invariant: 1 <= threshold <= trustees <= maxTrustees;
// the static keys differ and none is the identity.
export class Ceremony {
  readonly threshold: number;
  readonly staticKeys: readonly Element[];
  // Binds session, ciphersuite and all static keys in their order; part of all that is signed.
  readonly context: Uint8Array;
  readonly disqualified: ReadonlySet<number>;

  private constructor(
    threshold: number,
    staticKeys: readonly Element[],
    context: Uint8Array,
    disqualified: ReadonlySet<number>,
  ) {
    this.threshold = threshold;
    this.staticKeys = staticKeys;
    this.context = context;
    this.disqualified = disqualified;
  }

  // session: never used for another ceremony; the SHA-256 of the announcement.
  static create(
    threshold: number,
    staticKeys: readonly Element[],
    session: Uint8Array,
  ): Ceremony | Refused {
    if (staticKeys.length === 0 || staticKeys.length > maxTrustees) {
      return new Refused("ceremony.parameters", "", `${staticKeys.length} trustees`);
    }
    if (!Number.isInteger(threshold) || threshold < 1 || threshold > staticKeys.length) {
      const detail = `threshold ${threshold} of ${staticKeys.length}`;
      return new Refused("ceremony.parameters", "", detail);
    }
    for (const [position, key] of staticKeys.entries()) {
      if (isIdentity(key)) {
        return new Refused("ceremony.identity", nameOf(position + 1), "static key");
      }
      const twin = staticKeys.findIndex((other) => equalBytes(other, key));
      if (twin !== position) {
        const detail = `same static key as ${nameOf(twin + 1)}`;
        return new Refused("ceremony.parameters", nameOf(position + 1), detail);
      }
    }
    return new Ceremony(threshold, staticKeys, contextOf(staticKeys, session), new Set());
  }

  // After a complaint: the trustee at fault takes no further part, and its dealing does not count.
  without(trustee: number): Ceremony {
    const disqualified = new Set([...this.disqualified, trustee].sort((a, b) => a - b));
    return new Ceremony(this.threshold, this.staticKeys, this.context, disqualified);
  }

  get trustees(): number {
    return this.staticKeys.length;
  }

  has(trustee: number): boolean {
    return Number.isInteger(trustee) && trustee >= 1 && trustee <= this.trustees;
  }

  isQualified(trustee: number): boolean {
    return this.has(trustee) && !this.disqualified.has(trustee);
  }

  // The numbers of those who are qualified, ascending.
  get qualified(): number[] {
    return this.staticKeys.map((_, position) => position + 1).filter((i) => this.isQualified(i));
  }

  staticKey(trustee: number): Element {
    const key = this.staticKeys[trustee - 1];
    if (key === undefined) throw new RangeError(`there is no ${nameOf(trustee)}`);
    return key;
  }

  // The context for proofs of our own, which want 32 bytes.
  fingerprint(): Uint8Array {
    return sha256(concat(utf8("tabella/v1/ceremony"), uint32Be(this.threshold), this.context));
  }
}

// SHA-512("COCKTAIL-DKG-CONTEXT" || uint64_be(len(session)) || session
//         || uint64_be(len(suite)) || suite || uint32_le(n) || P_1 .. P_n)
function contextOf(staticKeys: readonly Element[], session: Uint8Array): Uint8Array {
  return sha512(
    concat(
      utf8("COCKTAIL-DKG-CONTEXT"),
      uint64Be(session.length),
      session,
      uint64Be(cocktailSuite.length),
      cocktailSuite,
      uint32le(staticKeys.length),
      concatElements(staticKeys),
    ),
  );
}
