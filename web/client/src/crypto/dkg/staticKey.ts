// A trustee's static key: made for one election on one log, with a proof that the trustee knows its
// logarithm. docs/protocol.md, "Static keys". Fresh, because a complaint publishes products of the
// static secret; proved, because nobody may have such products published for a key that was copied.
import { type Bytes, concat, uint32Be, utf8 } from "../bytes.ts";
import {
  type Element,
  type SecretScalar,
  decodeElement,
  elementSize,
  isIdentity,
  multiplyBase,
  reduceSecret,
} from "../group.ts";
import { Refused } from "../refused.ts";
import { Transcript } from "../transcript.ts";
import { nameOf } from "./ceremony.ts";
import { CocktailSignature, cocktailSign, cocktailVerify } from "./signature.ts";

// What the static secrets of all elections of a trustee come from.
export const ceremonySecretSize = 32;

// The same for an announcement whenever it is asked for, so that a backup from before the election
// still opens it; another for every other announcement. Whoever asks wipes it.
export function deriveStaticSecret(
  announcement: Uint8Array,
  ceremonySecret: Uint8Array,
): SecretScalar {
  const t = new Transcript("tabella/v1/static");
  t.absorb("announcement", announcement);
  t.absorb("secret", ceremonySecret);
  const secret = reduceSecret(t.peek("static"));
  t.wipe();
  return secret;
}

// P | proof of possession: what a trustee posts in the round "join".
export class StaticKey {
  readonly key: Element;
  readonly possession: CocktailSignature;

  private constructor(key: Element, possession: CocktailSignature) {
    this.key = key;
    this.possession = possession;
  }

  static make(announcement: Uint8Array, trustee: number, staticSecret: SecretScalar): StaticKey {
    const message = joinMessage(announcement, trustee);
    return new StaticKey(multiplyBase(staticSecret), cocktailSign(staticSecret, message));
  }

  encode(): Bytes {
    return concat(this.key, this.possession.encode());
  }

  // Codes ceremony.encoding, ceremony.identity, ceremony.possession.
  static open(announcement: Uint8Array, trustee: number, bytes: Uint8Array): StaticKey | Refused {
    const key = decodeElement(bytes.slice(0, elementSize));
    const possession = CocktailSignature.decode(bytes.slice(elementSize));
    const refuse = (code: string): Refused => new Refused(code, nameOf(trustee), "static key");
    if (key === null || possession === null) return refuse("ceremony.encoding");
    if (isIdentity(key)) return refuse("ceremony.identity");
    const proved = cocktailVerify(key, joinMessage(announcement, trustee), possession);
    return proved ? new StaticKey(key, possession) : refuse("ceremony.possession");
  }
}

function joinMessage(announcement: Uint8Array, trustee: number): Bytes {
  return concat(utf8("tabella/v1/join"), announcement, uint32Be(trustee));
}
