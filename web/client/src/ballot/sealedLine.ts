// What the line that carries a ballot and the line that says that one was tested have in common:
// which sealed ballot of which credential it is. docs/protocol.md, "Ballot posts", "Tested
// ballots".
import {
  ascii,
  type Bytes,
  decodeBase64Url,
  decodeUtf8,
  encodeBase64Url,
} from "../crypto/bytes.ts";
import { decodeElement, type Element, isIdentity } from "../crypto/group.ts";
import { Refused } from "../crypto/refused.ts";

export interface SealedLine {
  // The election fingerprint.
  readonly election: Bytes;
  readonly style: string;
  readonly credential: Element;
  readonly sequence: number;
  // The sealed bytes, or what stands for them.
  readonly sealed: Bytes;
}

type Type = "ballot" | "tested";

const form = new RegExp(
  '^\\{"type":"([a-z]+)","election":"([\\w-]*)","style":"([A-Za-z0-9][A-Za-z0-9._-]{0,63})",' +
    '"credential":"([\\w-]*)","sequence":([1-9][0-9]{0,15}),"sealed":"([\\w-]*)"' +
    '(?:,"proof":"([\\w-]*)")?\\}$',
);

export function encodeSealedLine(
  type: Type,
  { election, style, credential, sequence, sealed }: SealedLine,
  proof?: Bytes,
): Bytes {
  return ascii(
    `{"type":"${type}","election":"${encodeBase64Url(election)}","style":"${style}",` +
      `"credential":"${encodeBase64Url(credential)}","sequence":${sequence},` +
      `"sealed":"${encodeBase64Url(sealed)}"` +
      `${proof ? `,"proof":"${encodeBase64Url(proof)}"` : ""}}`,
  );
}

// With the proof in base64url, which a ballot's line has not. Throws Refused with the code
// ballot.encoding or tested.encoding.
export function decodeSealedLine(
  type: Type,
  line: Uint8Array,
): { readonly about: SealedLine; readonly proof: string | undefined } {
  const malformed = (path: string, detail: string): never => {
    throw new Refused(`${type}.encoding`, path, detail);
  };
  const parts = form.exec(decodeUtf8(line) ?? "");
  const isProved = type === "tested";
  if (parts?.[1] !== type || (parts[7] !== undefined) !== isProved || line.at(-1) !== 0x7d)
    return malformed("", `is not the form of type ${type}`);
  const [, , E, style, P, N, B, proof] = parts as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string | undefined,
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
  return { about: { election, style, credential, sequence, sealed }, proof };
}
