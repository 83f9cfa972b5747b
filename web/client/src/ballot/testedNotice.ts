// The line by which the holder of a credential says that a ballot of it was tested:
// docs/protocol.md, "Tested ballots". Nothing of the ballot is shown.
import { ballotIdByHash } from "../crypto/ballotProof.ts";
import { ascii, type Bytes, decodeBase64Url } from "../crypto/bytes.ts";
import { generator, multiplyBase, type SecretScalar } from "../crypto/group.ts";
import { sha256 } from "../crypto/hash.ts";
import { Refused } from "../crypto/refused.ts";
import { proveSchnorr, type SchnorrStatement, verifySchnorr } from "../crypto/schnorr.ts";
import { ballotsFingerprint } from "./fingerprint.ts";
import { decodeSealedLine, encodeSealedLine, type SealedLine } from "./sealedLine.ts";

// `sealed` is the SHA-256 of the sealed bytes without z_K.
export type TestedNotice = SealedLine;

// The id of the ballot that it is about: one that its credential sealed.
export function idOfNotice({ election, style, credential, sequence, sealed }: TestedNotice): Bytes {
  return ballotIdByHash(
    { election: ballotsFingerprint(election, style), credential, sequence },
    sealed,
  );
}

// The proof is about this ballot of this election and nothing else.
const statementOf = (notice: TestedNotice): SchnorrStatement => ({
  election: sha256(ascii("tabella/v1/tested"), notice.election, idOfNotice(notice)),
  base: generator,
  key: notice.credential,
});

export function makeTestedNotice(
  ballot: Omit<TestedNotice, "credential">,
  sk: SecretScalar,
): Bytes {
  const notice = { ...ballot, credential: multiplyBase(sk) };
  return encodeSealedLine("tested", notice, proveSchnorr(statementOf(notice), sk));
}

// Throws Refused with tested.encoding or tested.proof.
//
//   {"type":"tested","election":"q83v...","style":"all","credential":"mPjT...","sequence":1,
//   "sealed":"AgID...","proof":"7DiC..."}
export function openTestedNotice(line: Uint8Array): TestedNotice {
  const malformed = (path: string, detail: string): never => {
    throw new Refused("tested.encoding", path, detail);
  };
  const { about, proof } = decodeSealedLine("tested", line);
  if (about.sealed.length !== 32) return malformed("sealed", "not 32 bytes in base64url");
  const bytes = decodeBase64Url(proof ?? "");
  const verdict = bytes && verifySchnorr(statementOf(about), bytes);
  if (verdict === null || verdict === "schnorr.encoding")
    return malformed("proof", "not an element and a scalar");
  if (verdict !== "ok") throw new Refused("tested.proof", "", `does not hold: ${verdict}`);
  return about;
}
