// What a voter marked, in plain: docs/protocol.md, "Answers". Exists on the voter's device only.
// The shape is that of the JSON, with ids of options and grades.
import { Refused } from "../crypto/refused.ts";
import type { Option } from "./definition.ts";
import { rangeWeights } from "./questionBuilder.ts";

export type Answer =
  | "blank"
  | { readonly chosen: readonly string[] }
  | { readonly scores: Readonly<Record<string, number>> }
  | { readonly grades: Readonly<Record<string, string>> }
  | { readonly levels: Readonly<Record<string, number>> }
  | { readonly ranking: readonly (readonly string[])[] }
  | { readonly places: readonly string[] }
  | { readonly cell: { readonly row: string; readonly column: string } };

// By question id; a question that is not asked is left out.
export type Answers = Readonly<Record<string, Answer>>;

// A question's own answer bits, 0 at first.
export class AnswerBits {
  readonly #bits: Uint8Array;
  readonly #first: number;

  constructor(bits: Uint8Array, first: number) {
    this.#bits = bits;
    this.#first = first;
  }

  get(index: number): boolean {
    return this.#bits[this.#first + index] === 1;
  }

  set(index: number): void {
    this.#bits[this.#first + index] = 1;
  }

  // The trimmed weight makes some values ambiguous: it is used only where the others do not
  // suffice.
  setNumber(index: number, value: number, room: number): void {
    const weights = rangeWeights(room);
    const last = weights.length - 1;
    if (last < 0) return;
    let rest = value;
    if (value >= 2 ** last) {
      this.set(index + last);
      rest -= weights[last]!;
    }
    for (let i = 0; i < last; ++i) {
      if (Math.floor(rest / 2 ** i) % 2 === 1) this.set(index + i);
    }
  }

  number(index: number, room: number): number {
    return rangeWeights(room).reduce(
      (sum, weight, i) => sum + (this.get(index + i) ? weight : 0),
      0,
    );
  }
}

// ---- The refusals that several kinds share ----

export const refuse = (what: string, detail: string): never => {
  throw new Refused(`answers.${what}`, "", detail);
};

// The part of an answer that its kind wants.
export function partOf<Name extends string>(
  answer: Answer,
  name: Name,
): Extract<Answer, Record<Name, unknown>>[Name] {
  if (typeof answer !== "object" || !Object.hasOwn(answer, name))
    return refuse("kind", `expected ${name}`);
  return (answer as Extract<Answer, Record<Name, unknown>>)[name];
}

export function indexOf(
  id: string,
  list: readonly Option[],
  what: "option" | "row" | "column" | "grade" = "option",
): number {
  const index = list.findIndex((each) => each.id === id);
  return index >= 0
    ? index
    : refuse(what === "grade" ? "grade" : "option", `there is no ${what} ${id}`);
}

// Indices of options, each at most once.
export function indicesOf(ids: readonly string[], options: readonly Option[]): number[] {
  const indices = ids.map((id) => indexOf(id, options));
  indices.forEach((index, i) => {
    if (indices.indexOf(index) !== i) refuse("repeated", `option ${ids[i]} stands there twice`);
  });
  return indices;
}

// One value for each option, in the order of the options.
export function valuesOf<Value>(
  values: Readonly<Record<string, Value>>,
  options: readonly Option[],
): Value[] {
  for (const id of Object.keys(values)) indexOf(id, options);
  return options.map(({ id }) =>
    Object.hasOwn(values, id) ? values[id]! : refuse("length", `${id} is missing`),
  );
}

// Whole numbers from `least` to `most`, one for each option.
export function numbersOf(
  values: Readonly<Record<string, number>>,
  options: readonly Option[],
  least: number,
  most: number,
  code: string,
): number[] {
  return valuesOf(values, options).map((value, i) => {
    if (!Number.isSafeInteger(value)) return refuse("number", `${value} is not an integer`);
    return value >= least && value <= most
      ? value
      : refuse(code, `${value} for option ${options[i]!.id}, from ${least} to ${most}`);
  });
}

export const byOption = <Value>(
  options: readonly Option[],
  value: (index: number) => Value,
): Record<string, Value> => Object.fromEntries(options.map(({ id }, i) => [id, value(i)]));
