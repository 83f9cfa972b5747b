// Reads the fields of a JSON value one by one and refuses, with the path, what is not as it should
// be.
import { Refused } from "../crypto/refused.ts";
import { isIdentifier } from "./identifier.ts";
import type { JsonObject, JsonValue } from "./strictJson.ts";

// One value, and the path to it. Made by the decoder of a whole text and gone when that ends; each
// read takes the value or throws Refused AREA.WHAT with the path.
export class JsonReader {
  readonly #value: JsonValue;
  readonly #area: string;

  constructor(
    value: JsonValue,
    area: string,
    readonly path = "",
  ) {
    this.#value = value;
    this.#area = area;
  }

  refuse(what: string, detail: string): never {
    throw new Refused(`${this.#area}.${what}`, this.path, detail);
  }

  #child(value: JsonValue, name: string): JsonReader {
    return new JsonReader(value, this.#area, this.path === "" ? name : `${this.path}.${name}`);
  }

  get isString(): boolean {
    return typeof this.#value === "string";
  }

  string(): string {
    return typeof this.#value === "string" ? this.#value : this.refuse("type", "must be a string");
  }

  boolean(): boolean {
    return typeof this.#value === "boolean"
      ? this.#value
      : this.refuse("type", "must be true or false");
  }

  integer(): bigint {
    const value = this.#value;
    return typeof value === "number" || typeof value === "bigint"
      ? BigInt(value)
      : this.refuse("type", "must be an integer");
  }

  // An amount, from 0 to 2^63 - 1. Rounded beyond 2^53: places that take such are read by
  // `integer`.
  amount(): number {
    const value = this.integer();
    return value >= 0n ? Number(value) : this.refuse("number", "must be from 0");
  }

  // From 0 to 2^32 - 1.
  small(): number {
    const value = this.amount();
    return value < 2 ** 32 ? value : this.refuse("number", `must be from 0 to ${2 ** 32 - 1}`);
  }

  oneOf<Word extends string>(words: readonly Word[]): Word {
    const word = this.string();
    return (
      words.find((each) => each === word) ??
      this.refuse("value", `must be one of ${words.join(", ")}`)
    );
  }

  array(): JsonReader[] {
    if (!Array.isArray(this.#value)) this.refuse("type", "must be a list");
    return (this.#value as readonly JsonValue[]).map(
      (item, i) => new JsonReader(item, this.#area, `${this.path}[${i}]`),
    );
  }

  #object(): JsonObject {
    return this.#value instanceof Map
      ? (this.#value as JsonObject)
      : this.refuse("type", "must be an object");
  }

  // Of an object whose keys are data.
  entries(): [string, JsonReader][] {
    return [...this.#object()].map(([key, value]) =>
      isIdentifier(key)
        ? [key, this.#child(value, key)]
        : this.refuse("field", "has a key that is no identifier"),
    );
  }

  // Refuses fields of other names.
  only(...names: readonly string[]): this {
    for (const name of this.#object().keys()) {
      if (!names.includes(name))
        this.refuse(
          "field",
          `has the unknown field ${isIdentifier(name) ? name : "(not printable)"}`,
        );
    }
    return this;
  }

  optional(name: string): JsonReader | null {
    const value = this.#object().get(name);
    return value === undefined ? null : this.#child(value, name);
  }

  field(name: string): JsonReader {
    return (
      this.optional(name) ??
      new JsonReader("", this.#area, this.path === "" ? name : `${this.path}.${name}`).refuse(
        "field",
        "is missing",
      )
    );
  }
}
