// The line that carries a ballot: docs/protocol.md, "Ballot posts". One spelling, so that the bytes
// on the log have no free part.
import { ballotId } from "../crypto/ballotProof.ts";
import {
  ascii,
  type Bytes,
  decodeBase64Url,
  decodeUtf8,
  encodeBase64Url,
} from "../crypto/bytes.ts";
import { decodeElement, type Element, isIdentity } from "../crypto/group.ts";
import { Refused } from "../crypto/refused.ts";
import { ballotsFingerprint } from "./fingerprint.ts";
import { maxPostSize } from "./postSize.ts";

export interface BallotPost {
  // The election fingerprint.
  readonly election: Bytes;
  readonly style: string;
  readonly credential: Element;
  readonly sequence: number;
  readonly sealed: Bytes;
}

const form = new RegExp(
  '^\\{"type":"ballot","election":"([\\w-]*)","style":"([A-Za-z0-9][A-Za-z0-9._-]{0,63})",' +
    '"credential":"([\\w-]*)","sequence":([1-9][0-9]{0,15}),"sealed":"([\\w-]*)"\\}$',
);

export function encodeBallotPost({
  election,
  style,
  credential,
  sequence,
  sealed,
}: BallotPost): Bytes {
  return ascii(
    `{"type":"ballot","election":"${encodeBase64Url(election)}","style":"${style}",` +
      `"credential":"${encodeBase64Url(credential)}","sequence":${sequence},` +
      `"sealed":"${encodeBase64Url(sealed)}"}`,
  );
}

// Throws Refused with the code ballot.encoding.
//
//   {"type":"ballot","election":"q83v...","style":"all","credential":"mPjT...","sequence":1,
//   "sealed":"AgID..."}
export function decodeBallotPost(line: Uint8Array): BallotPost {
  const malformed = (path: string, detail: string): never => {
    throw new Refused("ballot.encoding", path, detail);
  };
  if (line.length > maxPostSize) return malformed("", "is longer than a log entry");
  const parts = form.exec(decodeUtf8(line) ?? "");
  if (parts === null || line.at(-1) !== 0x7d)
    return malformed("", "is not the form of a ballot post");
  const [, E, style, P, N, B] = parts as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const election = decodeBase64Url(E);
  if (election?.length !== 32) return malformed("election", "not 32 bytes in base64url");
  const credential = decodeElement(decodeBase64Url(P) ?? new Uint8Array());
  if (credential === null || isIdentity(credential))
    return malformed("credential", "not a credential");
  const sequence = Number(N);
  if (!Number.isSafeInteger(sequence))
    return malformed("sequence", "not a number from 1 to 2^53 - 1");
  const sealed = decodeBase64Url(B);
  if (sealed === null) return malformed("sealed", "not base64url");
  return { election, style, credential, sequence, sealed };
}

// The id of a posted ballot: of its sealed bytes without z_K.
export function idOfPost({ election, style, credential, sequence, sealed }: BallotPost): Bytes {
  return ballotId(
    { election: ballotsFingerprint(election, style), credential, sequence },
    sealed.slice(0, -32),
  );
}
