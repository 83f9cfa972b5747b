// Paths and bundles of the log's static files (C2SP tlog-tiles): docs/log.md, "Tiles".
import type { Bytes } from "../crypto/bytes.ts";
import { Refused } from "../crypto/refused.ts";

export const tileWidth = 256;

// The bundle of entries, or a tile of hashes at a level, that has entry `index` of a log of `size`,
// and its place there.
export interface TilePlace {
  readonly path: string;
  readonly width: number;
  readonly offset: number;
}

// Groups of three digits, all but the last with an x before.
function indexPath(index: bigint): string {
  const groups = [];
  for (let rest = index; rest > 0n || groups.length === 0; rest /= 1000n)
    groups.unshift(String(rest % 1000n).padStart(3, "0"));
  return groups.map((group, i) => (i + 1 < groups.length ? `x${group}` : group)).join("/");
}

export function tilePath(
  level: number | "entries",
  index: bigint,
  width: number = tileWidth,
): string {
  return `tile/${level}/${indexPath(index)}${width === tileWidth ? "" : `.p/${width}`}`;
}

export function bundleOf(index: bigint, size: bigint): TilePlace {
  if (index < 0n || index >= size) throw new RangeError("bundleOf: index is beyond size");
  const tile = index / BigInt(tileWidth);
  const width = Number(
    size - tile * BigInt(tileWidth) < BigInt(tileWidth)
      ? size - tile * BigInt(tileWidth)
      : BigInt(tileWidth),
  );
  return {
    path: tilePath("entries", tile, width),
    width,
    offset: Number(index % BigInt(tileWidth)),
  };
}

// Every bundle and then every tile of a log of this size, from the lowest level.
export function* pathsOf(size: bigint): Generator<string> {
  yield* pathsAt("entries", size);
  for (let level = 0, hashes = size; hashes > 0n; ++level, hashes /= BigInt(tileWidth))
    yield* pathsAt(level, hashes);
}

function* pathsAt(level: number | "entries", hashes: bigint): Generator<string> {
  const full = hashes / BigInt(tileWidth);
  for (let index = 0n; index < full; ++index) yield tilePath(level, index);
  const rest = Number(hashes % BigInt(tileWidth));
  if (rest > 0) yield tilePath(level, full, rest);
}

// Throws Refused with the code log.bundle unless there are exactly `count` entries.
export function decodeBundle(bytes: Uint8Array, count: number): Bytes[] {
  const wrong = (detail: string): never => {
    throw new Refused("log.bundle", "", detail);
  };
  const entries: Bytes[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + 2 > bytes.length) return wrong("ends within a length");
    const end = at + 2 + bytes[at]! * 256 + bytes[at + 1]!;
    if (end > bytes.length) return wrong("ends within an entry");
    if (entries.length === count) return wrong(`has more than ${count} entries`);
    entries.push(new Uint8Array(bytes.slice(at + 2, end)));
    at = end;
  }
  return entries.length === count ? entries : wrong(`has fewer than ${count} entries`);
}
