// Whether a credential has a ballot in the box already. Operators say so; the page takes it for a
// fact only when it has seen the entry, under a checkpoint that enough witnesses signed.
import { type BallotPost, decodeBallotPost, idOfPost } from "../ballot/ballotPost.ts";
import { type Bytes, decodeUtf8, equalBytes, utf8 } from "../crypto/bytes.ts";
import { Refused } from "../crypto/refused.ts";
import { parseCheckpoint } from "./checkpoint.ts";
import { filePatienceMs, type Operators } from "./operators.ts";
import { parseReceipt } from "./receipt.ts";
import type { BallotClaim } from "./rollReply.ts";
import { type SeenLog, TwoViews } from "./seenLog.ts";
import { parseNote } from "./signedNote.ts";
import { bundleOf, decodeBundle } from "./tiles.ts";
import { Unreadable } from "./treeReader.ts";

export interface ShownBallot {
  readonly state: "shown";
  readonly index: bigint;
  readonly id: Bytes;
  readonly sequence: number;
}

export type EarlierBallot =
  | { readonly state: "none" }
  | ShownBallot
  // These operators say that there is one, and did not show it
  | { readonly state: "claimed"; readonly operators: readonly string[]; readonly sequence: number }
  | { readonly state: "two_views"; readonly evidence: string };

export interface EarlierBallotOptions {
  readonly operators: Operators;
  readonly seen: SeenLog;
  // The election fingerprint
  readonly election: Bytes;
  readonly credential: Bytes;
}

// null: the operator has no such entry. Throws Refused where what it has is none.
async function readEntry(
  operators: Operators,
  operator: string,
  index: bigint,
  receipt: string,
): Promise<Bytes | null> {
  const { size } = parseCheckpoint(parseNote(parseReceipt(utf8(receipt)).checkpoint).text);
  if (index >= size) return null;
  const { path, width, offset } = bundleOf(index, size);
  const options = { cached: true, timeoutMs: filePatienceMs };
  const reply = await operators.ask(operator, `/${path}`, options);
  return reply?.status === 200 ? decodeBundle(reply.bytes, width)[offset]! : null;
}

// null: the operator does not show that its claim is true.
async function showClaim(
  { operator, index }: BallotClaim,
  { operators, seen, election, credential }: EarlierBallotOptions,
): Promise<ShownBallot | null> {
  const reply = index === null ? null : await operators.ask(operator, `/receipt/${index}`);
  const receipt = reply?.status === 200 ? decodeUtf8(reply.bytes) : null;
  if (index === null || receipt === null) return null;
  try {
    const entry = await readEntry(operators, operator, index, receipt);
    if (entry === null) return null;
    const post: BallotPost = decodeBallotPost(entry);
    if (!equalBytes(post.election, election) || !equalBytes(post.credential, credential))
      return null;
    const confirmation = await seen.confirm(entry, receipt, operator);
    if (confirmation?.enough !== true) return null;
    // The receipt may be of the same bytes in another place.
    const { sequence } = post;
    return { state: "shown", index: confirmation.index, id: idOfPost(post), sequence };
  } catch (error) {
    if (error instanceof Refused || error instanceof Unreadable) return null;
    throw error;
  }
}

export async function findEarlierBallot(
  claims: readonly BallotClaim[],
  options: EarlierBallotOptions,
): Promise<EarlierBallot> {
  if (claims.length === 0) return { state: "none" };
  const latestFirst = [...claims].sort((a, b) => b.sequence - a.sequence);
  try {
    for (const claim of latestFirst) {
      const shown = await showClaim(claim, options);
      if (shown !== null) return shown;
    }
  } catch (error) {
    if (error instanceof TwoViews) return { state: "two_views", evidence: error.evidence };
    throw error;
  }
  return {
    state: "claimed",
    operators: claims.map(({ operator }) => operator),
    sequence: latestFirst[0]!.sequence,
  };
}

// The number of the next ballot. Where one ballot is allowed, a bare word of an earlier one must
// not make it a second.
export function nextSequence(earlier: EarlierBallot, mayReplace: boolean): number {
  if (earlier.state === "shown") return earlier.sequence + 1;
  return earlier.state === "claimed" && mayReplace ? earlier.sequence + 1 : 1;
}
