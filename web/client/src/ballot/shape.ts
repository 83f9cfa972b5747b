// Values of JSON whose shape is checked while they are read: what operators answer, what the
// verifier reports, the files that pages keep. Definitions, posts and test files have one reading
// and are strictJson.ts's. A shape takes a value or throws Refused json.shape with its path:
//
//   const replyShape = someFields({ index: integer, verdict: text });
//   readShape('{"index":7,"verdict":"accepted","time":1}', replyShape).index === 7
import { Refused, resultOf } from "../crypto/refused.ts";

export type Shape<Value> = (value: unknown, path: string) => Value;
export type Shaped<Of> = Of extends Shape<infer Value> ? Value : never;

const refuse = (path: string, detail: string): never => {
  throw new Refused("json.shape", path, detail);
};

export const text: Shape<string> = (value, path) =>
  typeof value === "string" ? value : refuse(path, "must be a text");

export const flag: Shape<boolean> = (value, path) =>
  typeof value === "boolean" ? value : refuse(path, "must be true or false");

// From 0 to 2^53 - 1.
export const integer: Shape<number> = (value, path) =>
  Number.isSafeInteger(value) && Number(value) >= 0
    ? Number(value)
    : refuse(path, "must be an integer from 0 to 2^53 - 1");

export const oneOf =
  <const Words extends readonly string[]>(words: Words): Shape<Words[number]> =>
  (value, path) =>
    words.find((word) => word === value) ?? refuse(path, "is none of the words for it");

export const nullable =
  <Value>(of: Shape<Value>): Shape<Value | null> =>
  (value, path) =>
    value === null ? null : of(value, path);

export const listOf =
  <Value>(of: Shape<Value>): Shape<readonly Value[]> =>
  (value, path) =>
    Array.isArray(value)
      ? value.map((each, i) => of(each, `${path}[${i}]`))
      : refuse(path, "must be a list");

export const pairOf =
  <Value>(of: Shape<Value>): Shape<readonly [Value, Value]> =>
  (value, path) => {
    const [first, second, ...more] = listOf(of)(value, path);
    return first !== undefined && second !== undefined && more.length === 0
      ? [first, second]
      : refuse(path, "must be a pair");
  };

const pathTo = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);

function entriesOf(value: unknown, path: string): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : refuse(path, "must be an object");
}

// Any names, with values of one shape.
export const mapOf =
  <Value>(of: Shape<Value>): Shape<Readonly<Record<string, Value>>> =>
  (value, path) =>
    Object.fromEntries(
      entriesOf(value, path).map(([name, each]) => [name, of(each, pathTo(path, name))]),
    );

type Shapes = Readonly<Record<string, Shape<unknown>>>;
type Fields<Of extends Shapes> = { readonly [Name in keyof Of]: Shaped<Of[Name]> };

// These fields, and others that nobody here asks for.
export const someFields =
  <Of extends Shapes>(shapes: Of): Shape<Fields<Of>> =>
  (value, path) => {
    const given = new Map(entriesOf(value, path));
    const read = Object.entries(shapes).map(([name, shape]) => [
      name,
      shape(given.get(name), pathTo(path, name)),
    ]);
    return Object.fromEntries(read) as Fields<Of>;
  };

// Exactly these fields: what is not known is refused.
export const fields =
  <Of extends Shapes>(shapes: Of): Shape<Fields<Of>> =>
  (value, path) => {
    const stranger = entriesOf(value, path).find(([name]) => !Object.hasOwn(shapes, name));
    if (stranger !== undefined) refuse(pathTo(path, stranger[0]), "is not a field of it");
    return someFields(shapes)(value, path);
  };

// A field that may be left out: then it has this value.
export const optional =
  <Value, Otherwise>(of: Shape<Value>, otherwise: Otherwise): Shape<Value | Otherwise> =>
  (value, path) =>
    value === undefined ? otherwise : of(value, path);

// Throws Refused json.encoding or json.shape.
export function readShape<Value>(json: string, shape: Shape<Value>): Value {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new Refused("json.encoding", "", "is not JSON");
  }
  return shape(value, "");
}

// Null where the text is not JSON, or has another shape.
export function tryShape<Value>(json: string, shape: Shape<Value>): Value | null {
  const read = resultOf(() => readShape(json, shape));
  return read instanceof Refused ? null : read;
}

// An object whose fields are looked at one by one.
export const anyObject: Shape<Readonly<Record<string, unknown>>> = mapOf((value) => value);
