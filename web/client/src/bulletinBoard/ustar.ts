// Files as one archive in the form ustar (POSIX), without times and owners: the same files are the
// same bytes, and those that the program writes. docs/log.md, "The record".
import { type Bytes, ascii, equalBytes } from "../crypto/bytes.ts";
import { Refused } from "../crypto/refused.ts";

const block = 512;
const longestName = 100;

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, "0");

// The sum of all bytes, where the sum itself counts as spaces.
function withChecksum(header: Bytes): Bytes {
  header.fill(0x20, 148, 156);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.set(ascii(`${octal(sum, 6)}\0 `), 148);
  return header;
}

function headerOf(name: string, size: number): Bytes {
  if (name.length > longestName) throw new RangeError(`ustar: the name ${name} is too long`);
  const header = new Uint8Array(block);
  const put = (at: number, text: string): void => header.set(ascii(text), at);
  put(0, name);
  put(100, `${octal(0o644, 6)} \0`);
  put(108, `${octal(0, 6)} \0`);
  put(116, `${octal(0, 6)} \0`);
  put(124, `${octal(size, 11)} `);
  put(136, `${octal(0, 11)} `);
  put(156, "0");
  put(257, "ustar\0" + "00");
  put(329, `${octal(0, 6)} \0`);
  put(337, `${octal(0, 6)} \0`);
  return withChecksum(header);
}

// Collects files in the order in which they are added; `finish` gives the archive, once.
export class UstarWriter {
  readonly #parts: Bytes[] = [];

  add(name: string, content: Bytes): void {
    this.#parts.push(headerOf(name, content.length), content);
    const rest = content.length % block;
    if (rest > 0) this.#parts.push(new Uint8Array(block - rest));
  }

  // Two empty blocks say that nothing follows.
  finish(): Blob {
    this.#parts.push(new Uint8Array(2 * block));
    return new Blob(this.#parts, { type: "application/x-tar" });
  }
}

const isEmpty = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

// A header is that of its name and size, byte for byte, or none.
function readHeader(header: Uint8Array): { name: string; size: number } | Refused {
  const text = String.fromCharCode(...header);
  const name = text.slice(0, longestName).split("\0", 1)[0]!;
  const size = /^[0-7]{11} $/.test(text.slice(124, 136))
    ? Number.parseInt(text.slice(124, 135), 8)
    : -1;
  if (!/^[!-~]+$/.test(name) || size < 0 || !equalBytes(headerOf(name, size), header)) {
    return new Refused("archive.form", name, "is not as this program writes archives");
  }
  return { name, size };
}

// The files by their names. Codes archive.form, archive.member.
export function readUstar(archive: Uint8Array): Map<string, Bytes> | Refused {
  const files = new Map<string, Bytes>();
  for (let at = 0; at + 2 * block <= archive.length;) {
    const header = archive.subarray(at, at + block);
    if (isEmpty(header)) {
      return isEmpty(archive.subarray(at))
        ? files
        : new Refused("archive.form", "", "goes on behind its end");
    }
    const file = readHeader(header);
    if (file instanceof Refused) return file;
    const begin = at + block;
    const end = begin + file.size;
    at = begin + Math.ceil(file.size / block) * block;
    if (at > archive.length || !isEmpty(archive.subarray(end, at)))
      return new Refused("archive.form", file.name, "is cut off");
    if (files.has(file.name)) return new Refused("archive.member", file.name, "stands there twice");
    files.set(file.name, new Uint8Array(archive.slice(begin, end)));
  }
  return new Refused("archive.form", "", "has no end");
}
