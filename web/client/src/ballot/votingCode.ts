// The secret on the voter's letter: docs/protocol.md, "Voting codes".
import { ascii, type Bytes, frame } from "../crypto/bytes.ts";
import { argon2id } from "../crypto/argon2id.ts";
import { type Element, multiplyBase, reduceSecret, type SecretScalar } from "../crypto/group.ts";
import { sha256 } from "../crypto/hash.ts";
import { Refused } from "../crypto/refused.ts";
import { randomBytes, wipe } from "../crypto/sodium.ts";
import { Transcript } from "../crypto/transcript.ts";

const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const size = 24;
const randomSize = 21;
const cost = { passes: 3, kib: 65_536 };

declare const codeBrand: unique symbol;

// 24 characters with the right check characters, as bytes that can be wiped.
export type VotingCode = Bytes & { readonly [codeBrand]: true };

const symbol = (byte: number): number => alphabet.charCodeAt(byte & 31);

// 15 bits, so that a slip of the pen is told from a code that is not on the roll.
function checkCharacters(code: Uint8Array): Bytes {
  const transcript = new Transcript("tabella/v1/code").absorb("code", code.slice(0, randomSize));
  const checksum = transcript
    .peek("checksum")
    .slice(0, size - randomSize)
    .map(symbol);
  transcript.wipe();
  return checksum;
}

export function randomVotingCode(): VotingCode {
  const code = new Uint8Array(size) as VotingCode;
  const random = randomBytes(randomSize);
  code.set(random.map(symbol));
  code.set(checkCharacters(code), randomSize);
  wipe(random);
  return code;
}

// Throws Refused with code.character, code.length or code.checksum.
export function parseVotingCode(typed: string): VotingCode {
  const characters = [...typed]
    .filter((character) => character !== " " && character !== "-")
    .map((character) => (/^[a-z]$/.test(character) ? character.toUpperCase() : character));
  const wrong = characters.findIndex((character) => !alphabet.includes(character));
  if (wrong >= 0)
    throw new Refused("code.character", `character ${wrong + 1}`, "is never part of a code");
  if (characters.length !== size)
    throw new Refused("code.length", "", `${characters.length} characters, a code has ${size}`);
  const code = ascii(characters.join("")) as VotingCode;
  const expected = checkCharacters(code);
  if (!expected.every((byte, i) => byte === code[randomSize + i])) {
    wipe(code);
    throw new Refused("code.checksum", "", "a character is wrong, or two are exchanged");
  }
  return code;
}

// Six groups of four, as on the letter.
export const exposeVotingCode = (code: VotingCode): string =>
  String.fromCharCode(...code).replace(/(.{4})(?=.)/g, "$1-");

// Takes a few tenths of a second, on purpose: who guesses codes pays it for every guess.
export function deriveCredentialKey(code: VotingCode, electionId: string): SecretScalar {
  const salt = sha256(frame(ascii("tabella/v1/credential")), frame(ascii(electionId))).slice(0, 16);
  return reduceSecret(argon2id(code, salt, cost, 64));
}

// P = sk G
export const credentialOf = (sk: SecretScalar): Element => multiplyBase(sk);
