// How long a voter's device takes to seal, from the style alone and what this device needs for one
// product of the group.
import { multiplyBase, scalarFromInteger } from "../crypto/group.ts";
import type { Style } from "../crypto/style.ts";

// A slow phone against an officials' computer.
const slower = 6;
const samples = 12;

let product: number | null = null;

function millisecondsOfProduct(): number {
  if (product !== null) return product;
  const begin = performance.now();
  for (let i = 0; i < samples; ++i) multiplyBase(scalarFromInteger(i + 1));
  product = (performance.now() - begin) / samples;
  return product;
}

// Products in sealing: about four for each bit (A, B, C, D), three for each counter.
export function sealingSeconds({ bits, counters }: Style): number {
  const products = 4 * bits + 3 * counters.length + 12;
  return (products * millisecondsOfProduct() * slower) / 1000;
}
