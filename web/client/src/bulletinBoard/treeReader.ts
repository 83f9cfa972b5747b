// Hashes of the log's tree from its static files, and the proof that one checkpoint extends
// another: docs/log.md, "Hashes" and "Tiles".
import { type Hash, parentHash } from "./merkleTree.ts";
import { tilePath, tileWidth } from "./tiles.ts";

// The bytes of a static file, or null.
export type ReadFile = (path: string) => Promise<Uint8Array | null>;

// A file is missing or has another size; nothing is known of the log then.
export class Unreadable extends Error {}

const hashSize = 32;
const levelsOfTile = 8;
const width = BigInt(tileWidth);

// The tree of one size, as one operator serves it. Made for one question about it; tiles that were
// read once are kept until then.
export class TreeReader {
  readonly #read: ReadFile;
  readonly #size: bigint;
  readonly #tiles = new Map<string, Promise<Uint8Array>>();

  // What is read of a log of `size` entries; other sizes have other partial tiles.
  constructor(read: ReadFile, size: bigint) {
    this.#read = read;
    this.#size = size;
  }

  async #tile(level: number, index: bigint): Promise<Uint8Array> {
    const complete = this.#size >> BigInt(levelsOfTile * level);
    const rest = complete - index * width;
    const count = Number(rest < width ? rest : width);
    const path = tilePath(level, index, count);
    const fetched =
      this.#tiles.get(path) ??
      this.#read(path).then((bytes) => {
        if (bytes?.length !== count * hashSize) throw new Unreadable(path);
        return bytes;
      });
    this.#tiles.set(path, fetched);
    return fetched;
  }

  // Of the subtree of 2^height entries with this index at its height.
  async #subtree(height: number, index: bigint): Promise<Hash> {
    const level = Math.floor(height / levelsOfTile);
    const count = 1 << (height % levelsOfTile);
    const first = index * BigInt(count);
    const tile = await this.#tile(level, first / width);
    const at = Number(first % width);
    let hashes = Array.from(
      { length: count },
      (_, i) => new Uint8Array(tile.slice(hashSize * (at + i), hashSize * (at + i + 1))),
    );
    while (hashes.length > 1)
      hashes = Array.from({ length: hashes.length / 2 }, (_, i) =>
        parentHash(hashes[2 * i]!, hashes[2 * i + 1]!),
      );
    return hashes[0]!;
  }

  // MTH of the entries begin .. end - 1
  async rangeHash(begin: bigint, end: bigint): Promise<Hash> {
    const count = end - begin;
    const height = (count - 1n).toString(2).length - (count === 1n ? 1 : 0);
    if (count === 1n << BigInt(height)) return this.#subtree(height, begin >> BigInt(height));
    const split = begin + (1n << BigInt(height - 1));
    return parentHash(await this.rangeHash(begin, split), await this.rangeHash(split, end));
  }

  // RFC 6962, 2.1.2: from size `old` to the size of this tree.
  async consistencyProof(old: bigint): Promise<Hash[]> {
    if (old === 0n || old === this.#size) return [];
    const proof: Hash[] = [];
    let [begin, end, complete] = [0n, this.#size, true];
    const siblings: Hash[] = [];
    while (old - begin !== end - begin) {
      const count = end - begin;
      const k = 1n << BigInt((count - 1n).toString(2).length - 1);
      if (old - begin <= k) {
        siblings.unshift(await this.rangeHash(begin + k, end));
        end = begin + k;
      } else {
        siblings.unshift(await this.rangeHash(begin, begin + k));
        begin += k;
        complete = false;
      }
    }
    if (!complete) proof.push(await this.rangeHash(begin, end));
    return [...proof, ...siblings];
  }
}
