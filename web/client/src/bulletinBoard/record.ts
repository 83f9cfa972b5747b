// The whole ballot box, read by this page and held against the checkpoint that the witnesses
// signed: what is found in it, and what is not, is known and not only told.
import { idOfPost } from "../ballot/ballotPost.ts";
import { type Shaped, anyObject, tryShape } from "../ballot/shape.ts";
import { idOfNotice } from "../ballot/testedNotice.ts";
import { leafHash, parentHash, emptyRoot, type Hash } from "./merkleTree.ts";
import { decodePost } from "./posts.ts";
import { bundleOf, decodeBundle, tileWidth } from "./tiles.ts";
import {
  type Bytes,
  decodeBase64Url,
  decodeUtf8,
  encodeBase64Url,
  equalBytes,
} from "../crypto/bytes.ts";
import { refusalOf } from "../crypto/refused.ts";
import type { SeenCheckpoint } from "./seenLog.ts";
import { type ReadFile, Unreadable } from "./treeReader.ts";

export interface LoggedBallot {
  readonly id: Bytes;
  readonly credential: string;
  readonly sequence: number;
  readonly index: number;
}

export interface ReadRecord {
  readonly size: number;
  readonly entries: readonly Bytes[];
  readonly ballots: readonly LoggedBallot[];
  // Ids of ballots that were said to be tested
  readonly tested: readonly { readonly id: Bytes; readonly index: number }[];
  readonly definition: string | null;
  readonly hasResult: boolean;
  readonly cancelled: boolean;
  // SHA-256 by name of the page; a later post replaces an earlier one
  readonly pages: ReadonlyMap<string, Bytes>;
}

// More than this is not read for one receipt.
export const largestRecord = 20_000;

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

// The root of a tree that grows by one leaf after the other.
class GrowingTree {
  readonly #complete: (Hash | null)[] = [];

  add(leaf: Hash): void {
    let hash = leaf;
    for (let height = 0; ; ++height) {
      const left = this.#complete[height] ?? null;
      if (left === null) {
        this.#complete[height] = hash;
        return;
      }
      hash = parentHash(left, hash);
      this.#complete[height] = null;
    }
  }

  get root(): Hash {
    const right = this.#complete.reduce<Hash | null>(
      (sum, left) => (left === null ? sum : sum === null ? left : parentHash(left, sum)),
      null,
    );
    return right ?? emptyRoot();
  }
}

// Throws Unreadable where the files are not what the checkpoint says.
async function readEntries(
  read: ReadFile,
  { signed }: SeenCheckpoint,
  onProgress: (done: number) => void,
): Promise<Bytes[]> {
  const { size, root } = signed.checkpoint;
  const tree = new GrowingTree();
  const entries: Bytes[] = [];
  for (let at = 0n; at < size; at += BigInt(tileWidth)) {
    const { path, width } = bundleOf(at, size);
    const bytes = await read(path);
    if (bytes === null || refusalOf(() => decodeBundle(bytes, width)) !== null)
      throw new Unreadable(path);
    for (const entry of decodeBundle(bytes, width)) {
      tree.add(leafHash(entry));
      entries.push(entry);
    }
    onProgress(entries.length / Number(size));
    await breathe();
  }
  if (!equalBytes(tree.root, root))
    throw new Unreadable("the entries are not those of the checkpoint");
  return entries;
}

// The line of a signed post, or of what the rules add; the log holds only what they accepted.
const readLine = (entry: Bytes): Shaped<typeof anyObject> =>
  tryShape((decodeUtf8(entry) ?? "").split("\n", 1)[0]!, anyObject) ?? {};

export async function readRecord(
  read: ReadFile,
  view: SeenCheckpoint,
  election: { readonly id: string; readonly fingerprint: Bytes | null },
  onProgress: (done: number) => void,
): Promise<ReadRecord> {
  const entries = await readEntries(read, view, onProgress);
  const ballots: LoggedBallot[] = [];
  const tested: { id: Bytes; index: number }[] = [];
  const pages = new Map<string, Bytes>();
  let [definition, hasResult, cancelled]: [string | null, boolean, boolean] = [null, false, false];
  const isOurs = (fingerprint: Bytes): boolean =>
    election.fingerprint !== null && equalBytes(fingerprint, election.fingerprint);
  for (const [index, entry] of entries.entries()) {
    if (index % 64 === 63) await breathe();
    const line = readLine(entry);
    if (line["type"] === "ballot" || line["type"] === "tested") {
      const post = decodePost(entry);
      if (post.type === "ballot" && isOurs(post.ballot.election)) {
        const { credential, sequence } = post.ballot;
        ballots.push({
          id: idOfPost(post.ballot),
          credential: encodeBase64Url(credential),
          sequence,
          index,
        });
      } else if (post.type === "tested" && isOurs(post.notice.election))
        tested.push({ id: idOfNotice(post.notice), index });
    } else if (line["election"] === election.id) {
      hasResult ||= line["type"] === "result";
      cancelled ||= line["type"] === "cancel";
      const { definition: text, page, hash: base64 } = line;
      if (line["type"] === "election" && typeof text === "string") definition = text;
      const hash = typeof base64 === "string" ? decodeBase64Url(base64) : null;
      if (line["type"] === "page" && typeof page === "string" && hash?.length === 32)
        pages.set(page, hash);
    }
  }
  return {
    size: entries.length,
    entries,
    ballots,
    tested,
    definition,
    hasResult: hasResult,
    cancelled,
    pages,
  };
}
