// The line by which the holder of a credential says that a ballot was tested: docs/protocol.md,
// "Tested ballots". Nothing of the ballot is shown.
import {
  ascii,
  type Bytes,
  decodeBase64Url,
  decodeUtf8,
  encodeBase64Url,
} from "../crypto/bytes.ts";
import {
  decodeElement,
  type Element,
  generator,
  isIdentity,
  multiplyBase,
  type SecretScalar,
} from "../crypto/group.ts";
import { sha256 } from "../crypto/hash.ts";
import { Refused } from "../crypto/refused.ts";
import { proveSchnorr, type SchnorrStatement, verifySchnorr } from "../crypto/schnorr.ts";

export interface TestedNotice {
  readonly election: Bytes;
  readonly credential: Element;
  readonly ballot: Bytes;
}

// The proof is about this ballot of this election and nothing else.
const statementOf = ({ election, credential, ballot }: TestedNotice): SchnorrStatement => ({
  election: sha256(ascii("tabella/v1/tested"), election, ballot),
  base: generator,
  key: credential,
});

// `election` is the election fingerprint, `ballot` the ballot id.
export function makeTestedNotice(election: Bytes, ballot: Bytes, sk: SecretScalar): Bytes {
  const notice = { election, credential: multiplyBase(sk), ballot };
  const proof = proveSchnorr(statementOf(notice), sk);
  return ascii(
    `{"type":"tested","election":"${encodeBase64Url(election)}",` +
      `"credential":"${encodeBase64Url(notice.credential)}",` +
      `"ballot":"${encodeBase64Url(ballot)}","proof":"${encodeBase64Url(proof)}"}`,
  );
}

const form = new RegExp(
  '^\\{"type":"tested","election":"([\\w-]{43})","credential":"([\\w-]{43})",' +
    '"ballot":"([\\w-]{43})","proof":"([\\w-]{86})"\\}$',
);

// Throws Refused with tested.encoding or tested.proof.
export function openTestedNotice(line: Uint8Array): TestedNotice {
  const malformed = (path: string, detail: string): never => {
    throw new Refused("tested.encoding", path, detail);
  };
  const parts = form.exec(decodeUtf8(line) ?? "");
  if (parts === null || line.at(-1) !== 0x7d) return malformed("", "is not the form of a notice");
  const [election, P, ballot, proof] = parts.slice(1).map(decodeBase64Url);
  if (!election) return malformed("election", "not 32 bytes in base64url");
  const credential = decodeElement(P ?? new Uint8Array());
  if (credential === null || isIdentity(credential))
    return malformed("credential", "not a credential");
  if (!ballot) return malformed("ballot", "not 32 bytes in base64url");
  if (!proof) return malformed("proof", "not 64 bytes in base64url");
  const notice = { election, credential, ballot };
  const verdict = verifySchnorr(statementOf(notice), proof);
  if (verdict === "schnorr.encoding") return malformed("proof", "not an element and a scalar");
  if (verdict !== "ok") throw new Refused("tested.proof", "", `does not hold: ${verdict}`);
  return notice;
}
