// H_j = from_hash(SHA-512("tabella/v1/generator" || uint32_be(j))). Derived, never read from
// anywhere: somebody who could choose them could open commitments in two ways.
import { ascii, uint32Be } from "./bytes.ts";
import { elementFromHash, type Element } from "./group.ts";
import { sha512 } from "./hash.ts";

const derived: Element[] = [];

// H_j of the protocol; each is derived once.
export function generatorOf(j: number): Element {
  return (derived[j] ??= elementFromHash(sha512(ascii("tabella/v1/generator"), uint32Be(j))));
}
