// The first 121 bits of a hash as eleven words of 11 bits: the BIP-39 lists, of which each has 2048
// words and is made to be read aloud.
import { wordlist as english } from "@scure/bip39/wordlists/english.js";
import { wordlist as chinese } from "@scure/bip39/wordlists/simplified-chinese.js";

const bitsOfWord = 11;
const wordCount = 11;

export function wordsOf(hash: Uint8Array, language: string): string {
  const words = language === "zh-Hans" ? chinese : english;
  const chosen: string[] = [];
  let value = 0;
  let bits = 0;
  for (const byte of hash) {
    value = (value << 8) | byte;
    bits += 8;
    if (bits < bitsOfWord) continue;
    bits -= bitsOfWord;
    chosen.push(words[value >> bits]!);
    value &= (1 << bits) - 1;
    if (chosen.length === wordCount) break;
  }
  return chosen.join(" ");
}
