// What voters read: docs/protocol.md, "Texts". Texts by which two options could look alike, or run
// into each other on a page, are refused.
import { utf8 } from "../crypto/bytes.ts";

const maxSize = 8192;

// Names of ranges, so that each occurs once, as in the specification.
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const invisible = new RegExp(
  "[\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u2060-\\u2065" +
    "\\u206a-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb" +
    "\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}]",
  "u",
);
const space = "[\\u0020\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]";
const outerSpace = new RegExp(`^${space}|${space}$`, "u");

function isNoCharacter(point: number): boolean {
  return (
    (point & 0xfffe) === 0xfffe ||
    (point >= 0xfdd0 && point <= 0xfdef) ||
    (point >= 0xe000 && point <= 0xf8ff) ||
    point >= 0xf0000 ||
    point === 0xfffd
  );
}

// Why a text is refused, or null. Normalisation form C is judged by the tables of the platform:
// they may be newer than Unicode 14.0.0, by which the board judges.
export function refuseText(text: string): string | null {
  if (text === "") return "is empty";
  if (utf8(text).length > maxSize) return `is longer than ${maxSize} bytes`;
  if (/\p{Surrogate}/u.test(text)) return "is not valid UTF-8";
  for (const [pattern, name] of [
    [control, "control character"],
    [direction, "direction mark"],
    [invisible, "invisible character"],
  ] as const) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const number = found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
    return `has the ${name} U+${number}`;
  }
  if ([...text].some((character) => isNoCharacter(character.codePointAt(0)!)))
    return "has what is no character";
  if (outerSpace.test(text)) return "begins or ends with a space";
  if (text.normalize("NFC") !== text) return "is not in Unicode normalisation form C";
  return null;
}

export const isLanguageTag = (tag: string): boolean =>
  /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/.test(tag);
