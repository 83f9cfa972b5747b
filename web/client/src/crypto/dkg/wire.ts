// The byte order of cocktail-dkg: little-endian in transcripts, big-endian before ciphertexts.
import { concat } from "../bytes.ts";
import type { Element } from "../group.ts";

export function uint32le(value: number): Uint8Array {
  const out = new Uint8Array(4);
  new DataView(out.buffer).setUint32(0, value, true);
  return out;
}

export function uint64le(value: number): Uint8Array {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, BigInt(value), true);
  return out;
}

export function concatElements(elements: readonly Element[]): Uint8Array {
  return concat(...elements.map((element) => element));
}
