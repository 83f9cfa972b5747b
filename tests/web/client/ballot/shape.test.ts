// Values of JSON are taken in their shape alone, and refused with the place that is wrong.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Shape,
  anyObject,
  fields,
  flag,
  integer,
  listOf,
  mapOf,
  nullable,
  oneOf,
  optional,
  pairOf,
  readShape,
  someFields,
  text,
  tryShape,
} from "../../../../web/client/src/ballot/shape.ts";
import { Refused } from "../../../../web/client/src/crypto/refused.ts";

const shape = fields({
  name: text,
  open: flag,
  size: integer,
  phase: oneOf(["commit", "deal"]),
  key: nullable(text),
  pairs: listOf(pairOf(text)),
  pages: mapOf(text),
  more: optional(integer, 7),
});
const right = {
  name: "a",
  open: true,
  size: 0,
  phase: "deal",
  key: null,
  pairs: [["b", "c"]],
  pages: { voter: "d" },
};

const pathOf = (value: unknown, of: Shape<unknown> = shape): string => {
  try {
    readShape(JSON.stringify(value), of);
  } catch (error) {
    if (error instanceof Refused && error.code === "json.shape") return error.path;
    throw error;
  }
  return "taken";
};

test("what has its shape is read, and what is left out has its value", () => {
  assert.deepEqual(readShape(JSON.stringify(right), shape), { ...right, more: 7 });
  assert.deepEqual(readShape(JSON.stringify({ ...right, more: 8 }), shape).more, 8);
});

test("each field that is wrong is refused at its place", () => {
  const wrong: [object, string][] = [
    [{ name: 1 }, "name"],
    [{ name: null }, "name"],
    [{ open: "true" }, "open"],
    [{ size: -1 }, "size"],
    [{ size: 0.5 }, "size"],
    [{ size: 2 ** 53 }, "size"],
    [{ phase: "open" }, "phase"],
    [{ key: 1 }, "key"],
    [{ pairs: {} }, "pairs"],
    [{ pairs: [["b", "c"], ["d"]] }, "pairs[1]"],
    [{ pairs: [["b", "c", "d"]] }, "pairs[0]"],
    [{ pairs: [["b", 1]] }, "pairs[0][1]"],
    [{ pages: ["d"] }, "pages"],
    [{ pages: { voter: null } }, "pages.voter"],
    [{ more: null }, "more"],
    [{ newer: 1 }, "newer"],
  ];
  for (const [fault, path] of wrong) assert.equal(pathOf({ ...right, ...fault }), path);
  const { name, ...nameless } = right;
  assert.equal(pathOf(nameless), "name", name);
  for (const other of [null, [], "a", 1]) assert.equal(pathOf(other), "");
});

test("fields that nobody asks for are passed over where that is said, and never taken", () => {
  const open = someFields({ name: text });
  assert.deepEqual(readShape(JSON.stringify(right), open), { name: "a" });
  assert.equal(pathOf({ open: true }, open), "name");
  // What every object has is no field of it.
  assert.equal(pathOf({}, someFields({ toString: text })), "toString");
});

test("what is not JSON is refused, and has no shape", () => {
  assert.throws(() => readShape("{", anyObject), { code: "json.encoding" });
  for (const json of ["", "{", "null", "[]", "1"]) assert.equal(tryShape(json, anyObject), null);
  assert.deepEqual(tryShape('{"a":[null]}', anyObject), { a: [null] });
});
