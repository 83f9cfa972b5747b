// RFC 6962, 2.1, with SHA-256: docs/log.md, "Hashes". Sizes and indices are bigints: a log may
// outgrow the bit operations of numbers.
import { type Bytes, equalBytes } from "../crypto/bytes.ts";
import { sha256 } from "../crypto/hash.ts";

export type Hash = Bytes;

export const emptyRoot = (): Hash => sha256();
export const leafHash = (entry: Uint8Array): Hash => sha256(Uint8Array.of(0), entry);
export const parentHash = (left: Hash, right: Hash): Hash => sha256(Uint8Array.of(1), left, right);

const bitLength = (n: bigint): number => (n === 0n ? 0 : n.toString(2).length);
const countOnes = (n: bigint): number => n.toString(2).replaceAll("0", "").length;
const isOdd = (n: bigint): boolean => (n & 1n) === 1n;

// How many steps of a path stay below the right edge, and how many follow along it.
function shapeOf(index: bigint, size: bigint): { inner: number; border: number } {
  const inner = bitLength(index ^ (size - 1n));
  return { inner, border: countOnes(index >> BigInt(inner)) };
}

function climb(hash: Hash, index: bigint, inner: readonly Hash[], border: readonly Hash[]): Hash {
  inner.forEach((sibling, i) => {
    hash = isOdd(index >> BigInt(i)) ? parentHash(sibling, hash) : parentHash(hash, sibling);
  });
  return border.reduce((right, left) => parentHash(left, right), hash);
}

// Only steps to the left: what the hash was before the right side existed.
const climbLeft = (
  hash: Hash,
  index: bigint,
  inner: readonly Hash[],
  border: readonly Hash[],
): Hash =>
  [...inner.filter((_, i) => isOdd(index >> BigInt(i))), ...border].reduce(
    (right, left) => parentHash(left, right),
    hash,
  );

export function verifyInclusion(
  index: bigint,
  size: bigint,
  leaf: Hash,
  path: readonly Hash[],
  root: Hash,
): boolean {
  if (index < 0n || index >= size) return false;
  const { inner, border } = shapeOf(index, size);
  if (path.length !== inner + border) return false;
  return equalBytes(climb(leaf, index, path.slice(0, inner), path.slice(inner)), root);
}

export function verifyConsistency(
  oldSize: bigint,
  size: bigint,
  path: readonly Hash[],
  oldRoot: Hash,
  root: Hash,
): boolean {
  if (oldSize < 0n || oldSize > size) return false;
  if (oldSize === size) return path.length === 0 && equalBytes(oldRoot, root);
  // Every tree extends the empty one, whose root is known.
  if (oldSize === 0n) return path.length === 0 && equalBytes(oldRoot, emptyRoot());
  if (path.length === 0) return false;
  // The last complete subtree of the old tree is where the proof begins.
  const { inner, border } = shapeOf(oldSize - 1n, size);
  const shift = bitLength(oldSize & -oldSize) - 1;
  // A perfect old tree is its own beginning, and its hash is not in the path.
  const perfect = countOnes(oldSize) === 1;
  const start = perfect ? 0 : 1;
  if (path.length !== start + inner - shift + border) return false;
  const seed = perfect ? oldRoot : path[0]!;
  const steps = path.slice(start);
  const parts = [
    (oldSize - 1n) >> BigInt(shift),
    steps.slice(0, inner - shift),
    steps.slice(inner - shift),
  ] as const;
  return equalBytes(climbLeft(seed, ...parts), oldRoot) && equalBytes(climb(seed, ...parts), root);
}
