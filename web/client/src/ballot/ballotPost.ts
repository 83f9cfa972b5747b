// The line that carries a ballot: docs/protocol.md, "Ballot posts". One spelling, so that the bytes
// on the log have no free part.
import { ballotId } from "../crypto/ballotProof.ts";
import type { Bytes } from "../crypto/bytes.ts";
import { Refused } from "../crypto/refused.ts";
import { ballotsFingerprint } from "./fingerprint.ts";
import { maxPostSize } from "./postSize.ts";
import { decodeSealedLine, encodeSealedLine, type SealedLine } from "./sealedLine.ts";

// `sealed` are the sealed bytes.
export type BallotPost = SealedLine;

export const encodeBallotPost = (post: BallotPost): Bytes => encodeSealedLine("ballot", post);

// Throws Refused with the code ballot.encoding.
//
//   {"type":"ballot","election":"q83v...","style":"all","credential":"mPjT...","sequence":1,
//   "sealed":"AgID..."}
export function decodeBallotPost(line: Uint8Array): BallotPost {
  if (line.length > maxPostSize)
    throw new Refused("ballot.encoding", "", "is longer than a log entry");
  return decodeSealedLine("ballot", line).about;
}

// The id of a posted ballot: of its sealed bytes without z_K.
export function idOfPost({ election, style, credential, sequence, sealed }: BallotPost): Bytes {
  return ballotId(
    { election: ballotsFingerprint(election, style), credential, sequence },
    sealed.slice(0, -32),
  );
}
