// What every proof is bound to: docs/protocol.md, "Fingerprint".
import { ascii, type Bytes, concat, frame, uint32Be, uint64Be } from "../crypto/bytes.ts";
import type { Element } from "../crypto/group.ts";
import { sha256 } from "../crypto/hash.ts";
import type { Row } from "../crypto/style.ts";
import type { CompiledStyle } from "./compile.ts";

export interface IndexedRollEntry {
  readonly credential: Element;
  // Index of a style of the definition.
  readonly style: number;
  readonly weight: number;
}

const rowBytes = (row: Row): Bytes =>
  concat(
    uint32Be(row.length),
    ...row.flatMap(({ bit, coefficient }) => [uint32Be(bit), uint64Be(coefficient)]),
  );

export function styleDigest({ id, style }: CompiledStyle): Bytes {
  return sha256(
    frame(ascii("tabella/v1/style")),
    frame(ascii(id)),
    uint32Be(style.bits),
    uint32Be(style.counters.length),
    ...style.counters.map(rowBytes),
    uint32Be(style.equations.length),
    ...style.equations.flatMap(({ row, rhs }) => [rowBytes(row), uint64Be(rhs)]),
  );
}

export function rollFingerprint(roll: readonly IndexedRollEntry[]): Bytes {
  return sha256(
    frame(ascii("tabella/v1/roll")),
    uint64Be(roll.length),
    ...roll.flatMap(({ credential, style, weight }) => [
      credential,
      uint32Be(style),
      uint64Be(weight),
    ]),
  );
}

// announcement: the SHA-256 of the election's post, which has the definition, the parties and the
// log in it (bulletinBoard/postText.ts).
export function electionFingerprint(
  announcement: Uint8Array,
  styles: readonly CompiledStyle[],
  key: Element,
  roll: Uint8Array,
): Bytes {
  // It stands there without its length.
  if (announcement.length !== 32) {
    throw new RangeError("electionFingerprint: announcement has not 32 bytes");
  }
  return sha256(
    frame(ascii("tabella/v1/election")),
    announcement,
    uint32Be(styles.length),
    ...styles.map(styleDigest),
    key,
    roll,
  );
}

// What the proofs of a style's ballots absorb as "election".
export const ballotsFingerprint = (election: Uint8Array, style: string): Bytes =>
  sha256(frame(ascii("tabella/v1/ballots")), election, frame(ascii(style)));

// What the partial decryptions of a pool absorb as "election".
export const poolFingerprint = (election: Uint8Array, pool: string): Bytes =>
  sha256(frame(ascii("tabella/v1/pool")), election, frame(ascii(pool)));
