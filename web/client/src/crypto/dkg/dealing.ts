// What a trustee posts in the round "deal": msg_1 of cocktail-dkg. docs/protocol.md, "Ceremony".
import { concat, equalBytes, uint32Be, uint64Be, utf8 } from "../bytes.ts";
import {
  type Element,
  type SecretScalar,
  decodeElement,
  elementSize,
  isIdentity,
  multiplyBase,
  randomScalar,
} from "../group.ts";
import { Refused } from "../refused.ts";
import { wipe } from "../sodium.ts";
import { type Ceremony, nameOf } from "./ceremony.ts";
import { SecretPolynomial } from "./polynomial.ts";
import { ShareCipher, sealedShareSize, senderSecrets } from "./shareEncryption.ts";
import { CocktailSignature, cocktailSign, cocktailVerify } from "./signature.ts";
import { concatElements } from "./wire.ts";

const shareHeader = uint64Be(sealedShareSize);
const framedShareSize = shareHeader.length + sealedShareSize;

// All of a dealing but the proof at its end, which covers it.
export interface DealtParts {
  readonly commitments: readonly Element[];
  readonly possession: CocktailSignature;
  readonly ephemeralKey: Element;
  // The dealer's own share is among them, so a trustee keeps nothing but its static key until the
  // shares are received.
  readonly shares: readonly Uint8Array[];
}

// C_0 .. C_(t-1) | proof of possession | E | per trustee uint64_be(48) and the sealed share
// | proof that the dealer knows the logarithm of E.
export class Dealing implements DealtParts {
  readonly commitments: readonly Element[];
  readonly possession: CocktailSignature;
  readonly ephemeralKey: Element;
  readonly shares: readonly Uint8Array[];
  readonly ephemeralPossession: CocktailSignature;

  constructor(parts: DealtParts, ephemeralPossession: CocktailSignature) {
    this.commitments = parts.commitments;
    this.possession = parts.possession;
    this.ephemeralKey = parts.ephemeralKey;
    this.shares = parts.shares;
    this.ephemeralPossession = ephemeralPossession;
  }

  encode(): Uint8Array {
    return concat(encodeParts(this), this.ephemeralPossession.encode());
  }

  // Strict: exact length, so exactly t commitments and n shares; canonical encodings; no identity.
  static decode(ceremony: Ceremony, dealer: number, bytes: Uint8Array): Dealing | Refused {
    const wrongLength = checkLength(ceremony, dealer, bytes.length);
    if (wrongLength !== null) return wrongLength;
    let at = 0;
    const take = (size: number): Uint8Array => bytes.slice(at, (at += size));

    const commitments: Element[] = [];
    for (let k = 0; k < ceremony.threshold; ++k) {
      const commitment = readElement(take(elementSize), dealer, `commitment ${k}`);
      if (commitment instanceof Refused) return commitment;
      commitments.push(commitment);
    }
    const possession = CocktailSignature.decode(take(CocktailSignature.size));
    if (possession === null) {
      return new Refused("ceremony.encoding", nameOf(dealer), "proof of possession");
    }
    const ephemeralKey = readElement(take(elementSize), dealer, "ephemeral key");
    if (ephemeralKey instanceof Refused) return ephemeralKey;
    const shares: Uint8Array[] = [];
    for (let j = 1; j <= ceremony.trustees; ++j) {
      if (!equalBytes(take(shareHeader.length), shareHeader)) {
        return new Refused("ceremony.length", nameOf(dealer), `share for ${nameOf(j)}`);
      }
      shares.push(take(sealedShareSize));
    }
    const ephemeralPossession = CocktailSignature.decode(take(CocktailSignature.size));
    if (ephemeralPossession === null) {
      return new Refused("ceremony.encoding", nameOf(dealer), "proof for the ephemeral key");
    }
    const parts = { commitments, possession, ephemeralKey, shares };
    return new Dealing(parts, ephemeralPossession);
  }

  // What everybody can check of a decoded dealing: that the dealer knows the secrets it
  // contributes. That of C_0 against a rogue key, which is computed from the others' so that they
  // cancel. That of E because a complaint about this dealing publishes the product of E and the
  // accuser's static secret: of an E that was copied, that would be what seals another share. Null,
  // or code ceremony.possession.
  checkPossession(ceremony: Ceremony, dealer: number): Refused | null {
    const refuse = (detail: string): Refused =>
      new Refused("ceremony.possession", nameOf(dealer), detail);
    const message = possessionMessage(ceremony, this.commitments, this.ephemeralKey);
    if (!cocktailVerify(this.commitments[0]!, message, this.possession)) {
      return refuse("commitment 0");
    }
    const ofEphemeral = ephemeralMessage(ceremony, dealer, this);
    if (!cocktailVerify(this.ephemeralKey, ofEphemeral, this.ephemeralPossession)) {
      return refuse("ephemeral key");
    }
    return null;
  }
}

function checkLength(ceremony: Ceremony, dealer: number, size: number): Refused | null {
  const rest = 2 * CocktailSignature.size + elementSize + ceremony.trustees * framedShareSize;
  const expected = rest + ceremony.threshold * elementSize;
  if (size === expected) return null;
  if (size >= rest && (size - rest) % elementSize === 0) {
    // Another number of coefficients is another threshold.
    const detail = `${(size - rest) / elementSize} commitments, expected ${ceremony.threshold}`;
    return new Refused("ceremony.coefficients", nameOf(dealer), detail);
  }
  return new Refused("ceremony.length", nameOf(dealer), `${size} bytes, expected ${expected}`);
}

function readElement(bytes: Uint8Array, dealer: number, what: string): Element | Refused {
  const element = decodeElement(bytes);
  if (element === null) return new Refused("ceremony.encoding", nameOf(dealer), what);
  if (isIdentity(element)) return new Refused("ceremony.identity", nameOf(dealer), what);
  return element;
}

function encodeParts({ commitments, possession, ephemeralKey, shares }: DealtParts): Uint8Array {
  return concat(
    concatElements(commitments),
    possession.encode(),
    ephemeralKey,
    ...shares.flatMap((share) => [shareHeader, share]),
  );
}

// The bytes under the proof of possession: context || C || E.
function possessionMessage(
  ceremony: Ceremony,
  commitments: readonly Element[],
  ephemeralKey: Element,
): Uint8Array {
  return concat(ceremony.context, concatElements(commitments), ephemeralKey);
}

// The bytes under the proof for E: they name the ceremony and the dealer, so that no other dealing
// can have it.
function ephemeralMessage(ceremony: Ceremony, dealer: number, parts: DealtParts): Uint8Array {
  return concat(
    utf8("tabella/v1/ephemeral"),
    ceremony.context,
    uint32Be(dealer),
    encodeParts(parts),
  );
}

// Fresh in every ceremony and every attempt: a used polynomial is never dealt again.
export interface DealingSecrets {
  readonly polynomial: SecretPolynomial;
  readonly ephemeral: SecretScalar;
}

// Deals with fresh secrets and wipes them: the dealing holds all that anybody needs of them.
export function deal(ceremony: Ceremony, dealer: number, staticSecret: SecretScalar): Dealing {
  const secrets = {
    polynomial: SecretPolynomial.random(ceremony.threshold),
    ephemeral: randomScalar(),
  };
  try {
    return dealWith(ceremony, dealer, staticSecret, secrets);
  } finally {
    secrets.polynomial.wipe();
    wipe(secrets.ephemeral);
  }
}

// For vectors.
export function dealWith(
  ceremony: Ceremony,
  dealer: number,
  staticSecret: SecretScalar,
  secrets: DealingSecrets,
): Dealing {
  if (!equalBytes(multiplyBase(staticSecret), ceremony.staticKey(dealer))) {
    throw new Error(`this is not the static key of ${nameOf(dealer)}`);
  }
  const commitments = secrets.polynomial.commitments();
  const ephemeralKey = multiplyBase(secrets.ephemeral);
  const message = possessionMessage(ceremony, commitments, ephemeralKey);
  const possession = cocktailSign(secrets.polynomial.secret, message);
  const shares = ceremony.staticKeys.map((_, position) => {
    const route = { sender: dealer, receiver: position + 1, ephemeralKey };
    const shared = senderSecrets(ceremony, route, secrets.ephemeral, staticSecret);
    const cipher = new ShareCipher(ceremony, route, shared);
    const share = secrets.polynomial.shareOf(route.receiver);
    const sealed = cipher.seal(share);
    cipher.wipe();
    wipe(share, shared.ephemeral, shared.fixed);
    return sealed;
  });
  const parts = { commitments, possession, ephemeralKey, shares };
  return proveDealing(ceremony, dealer, parts, secrets.ephemeral);
}

// The dealing of these parts, with the proof at its end; for tests, of parts that are wrong.
export function proveDealing(
  ceremony: Ceremony,
  dealer: number,
  parts: DealtParts,
  ephemeral: SecretScalar,
): Dealing {
  const message = ephemeralMessage(ceremony, dealer, parts);
  return new Dealing(parts, cocktailSign(ephemeral, message));
}
