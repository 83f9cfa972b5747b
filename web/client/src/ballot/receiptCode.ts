// The short form of 32 bytes, for people: docs/protocol.md, "Receipt codes". It finds and compares,
// and proves nothing by itself.
import type { Bytes } from "../crypto/bytes.ts";
import { Refused } from "../crypto/refused.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const size = 25;

export function receiptCode(id: Uint8Array): string {
  let bits = 0n;
  for (const byte of id.slice(0, 16)) bits = (bits << 8n) | BigInt(byte);
  const characters = Array.from(
    { length: size },
    (_, i) => alphabet[Number((bits >> BigInt(123 - 5 * i)) & 31n)],
  );
  return characters.join("").replace(/(.{5})(?=.)/g, "$1-");
}

// What was typed, in the one form of `receiptCode`. Throws Refused with receipt_code.character or
// receipt_code.length.
export function normalizeReceiptCode(typed: string): string {
  const characters = [...typed]
    .filter((character) => character !== " " && character !== "-")
    .map((character) => (/^[a-z]$/.test(character) ? character.toUpperCase() : character))
    .map((character) => ({ O: "0", I: "1", L: "1" })[character] ?? character);
  const wrong = characters.findIndex((character) => !alphabet.includes(character));
  if (wrong >= 0)
    throw new Refused(
      "receipt_code.character",
      `character ${wrong + 1}`,
      "is never part of a code",
    );
  if (characters.length !== size) {
    throw new Refused(
      "receipt_code.length",
      "",
      `${characters.length} characters, a code has ${size}`,
    );
  }
  return characters.join("").replace(/(.{5})(?=.)/g, "$1-");
}

// The bytes of the id that a code tells whole, by which a board is asked: 15 of them.
export function receiptCodePrefix(code: string): Bytes {
  let bits = 0n;
  for (const character of code.replaceAll("-", ""))
    bits = (bits << 5n) | BigInt(alphabet.indexOf(character));
  bits >>= 5n;
  return Uint8Array.from({ length: 15 }, (_, i) => Number((bits >> BigInt(112 - 8 * i)) & 255n));
}
