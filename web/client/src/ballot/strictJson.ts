// JSON in one reading: docs/protocol.md, "JSON". The engine's parser would drop repeated keys,
// round large numbers and take what is not an integer, so this is a parser of its own.
import { decodeUtf8 } from "../crypto/bytes.ts";
import { Refused } from "../crypto/refused.ts";

// A bigint where the integer is beyond 2^53 - 1.
export type JsonValue = string | boolean | number | bigint | readonly JsonValue[] | JsonObject;
export type JsonObject = ReadonlyMap<string, JsonValue>;

const maxSize = 1 << 20;
const maxDepth = 16;
const escapes: Record<string, string> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

// One pass over one text: a cursor, and what it finds. Depth and size are bounded.
class Parser {
  readonly #text: string;
  readonly #area: string;
  readonly #negatives: boolean;
  #at = 0;

  constructor(text: string, area: string, negatives: boolean) {
    this.#text = text;
    this.#area = area;
    this.#negatives = negatives;
  }

  parse(): JsonValue {
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#at !== this.#text.length) this.#refuse();
    return value;
  }

  #refuse(what = "encoding", detail = `not JSON at character ${this.#at}`): never {
    throw new Refused(`${this.#area}.${what}`, "", detail);
  }

  #skipSpace(): void {
    while (" \t\n\r".includes(this.#text[this.#at] ?? "x")) ++this.#at;
  }

  // Skips white space and, if it follows, `token`.
  #take(token: string): boolean {
    this.#skipSpace();
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #value(depth: number): JsonValue {
    this.#skipSpace();
    switch (this.#text[this.#at]) {
      case "{":
        return this.#object(depth + 1);
      case "[":
        return this.#array(depth + 1);
      case '"':
        return this.#string();
    }
    if (this.#take("true")) return true;
    if (this.#take("false")) return false;
    if (this.#take("null")) this.#refuse("type", "null");
    return this.#number();
  }

  #enter(depth: number): void {
    if (depth > maxDepth) this.#refuse("encoding", `is nested deeper than ${maxDepth}`);
    ++this.#at;
  }

  #object(depth: number): JsonObject {
    this.#enter(depth);
    const object = new Map<string, JsonValue>();
    if (this.#take("}")) return object;
    do {
      this.#skipSpace();
      if (this.#text[this.#at] !== '"') this.#refuse();
      const key = this.#string();
      if (object.has(key)) this.#refuse("duplicate", "a key stands there twice");
      if (!this.#take(":")) this.#refuse();
      object.set(key, this.#value(depth));
    } while (this.#take(","));
    if (!this.#take("}")) this.#refuse();
    return object;
  }

  #array(depth: number): JsonValue[] {
    this.#enter(depth);
    const array: JsonValue[] = [];
    if (this.#take("]")) return array;
    do array.push(this.#value(depth));
    while (this.#take(","));
    if (!this.#take("]")) this.#refuse();
    return array;
  }

  #string(): string {
    let out = "";
    for (++this.#at; ; ++this.#at) {
      const character = this.#text[this.#at];
      if (character === undefined || character < " ") this.#refuse();
      if (character === '"') break;
      out += character === "\\" ? this.#escape() : character;
    }
    ++this.#at;
    // Escapes can give half a pair of surrogates, which is not text.
    if (/\p{Surrogate}/u.test(out)) this.#refuse("encoding", "a string has a lone surrogate");
    return out;
  }

  // Ends on the escape's last character.
  #escape(): string {
    const letter = this.#text[++this.#at] ?? "";
    if (letter !== "u") return Object.hasOwn(escapes, letter) ? escapes[letter]! : this.#refuse();
    const digits = this.#text.slice(this.#at + 1, this.#at + 5);
    if (!/^[0-9A-Fa-f]{4}$/.test(digits)) this.#refuse();
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #number(): number | bigint {
    const form = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
    form.lastIndex = this.#at;
    const [text, fraction, exponent] = form.exec(this.#text) ?? this.#refuse();
    this.#at += text.length;
    if (fraction !== undefined || exponent !== undefined)
      this.#refuse("number", "is not an integer");
    // Longer than any that is taken, so that none takes long to read.
    const value = text.length > 20 ? 2n ** 64n : BigInt(text);
    if (text.startsWith("-") && (!this.#negatives || value === 0n))
      this.#refuse("number", "has a sign");
    if (value > 2n ** 63n - 1n || value < -(2n ** 63n))
      this.#refuse("number", "is beyond 2^63 - 1");
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }
}

// The value, or a refusal `area`.encoding, .duplicate, .number or .type.
export function parseStrictJson(
  bytes: Uint8Array,
  area: string,
  negatives: "allowed" | "refused" = "refused",
): JsonValue {
  if (bytes.length > maxSize)
    throw new Refused(`${area}.encoding`, "", `is larger than ${maxSize} bytes`);
  const text = decodeUtf8(bytes);
  if (text === null) throw new Refused(`${area}.encoding`, "", "is not UTF-8");
  return new Parser(text, area, negatives === "allowed").parse();
}
