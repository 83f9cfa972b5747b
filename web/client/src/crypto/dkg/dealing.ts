// What a trustee posts in the round "deal": msg_1 of cocktail-dkg. docs/protocol.md, "Ceremony".
import { concat, equalBytes, uint64Be } from "../bytes.ts";
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

// C_0 .. C_(t-1) | proof of possession | E | per trustee uint64_be(48) and the sealed share.
// The dealer's own share is among them, so a trustee keeps nothing but its static key until the
// shares are received.
export class Dealing {
  readonly commitments: readonly Element[];
  readonly possession: CocktailSignature;
  readonly ephemeralKey: Element;
  readonly shares: readonly Uint8Array[];

  constructor(
    commitments: readonly Element[],
    possession: CocktailSignature,
    ephemeralKey: Element,
    shares: readonly Uint8Array[],
  ) {
    this.commitments = commitments;
    this.possession = possession;
    this.ephemeralKey = ephemeralKey;
    this.shares = shares;
  }

  encode(): Uint8Array {
    return concat(
      concatElements(this.commitments),
      this.possession.encode(),
      this.ephemeralKey,
      ...this.shares.flatMap((share) => [shareHeader, share]),
    );
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
    return new Dealing(commitments, possession, ephemeralKey, shares);
  }

  // What everybody can check of a decoded dealing: that the dealer knows the secret it contributes.
  // Against a rogue key, which is computed from the others' so that they cancel.
  provesPossession(ceremony: Ceremony): boolean {
    const message = possessionMessage(ceremony, this.commitments, this.ephemeralKey);
    return cocktailVerify(this.commitments[0]!, message, this.possession);
  }
}

function checkLength(ceremony: Ceremony, dealer: number, size: number): Refused | null {
  const rest = CocktailSignature.size + elementSize + ceremony.trustees * framedShareSize;
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

// The bytes under the proof of possession: context || C || E.
function possessionMessage(
  ceremony: Ceremony,
  commitments: readonly Element[],
  ephemeralKey: Element,
): Uint8Array {
  return concat(ceremony.context, concatElements(commitments), ephemeralKey);
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
  return new Dealing(commitments, possession, ephemeralKey, shares);
}
