import assert from "node:assert/strict";
import { test } from "node:test";

import { parseCsv, readRoll } from "../../../../web/client/src/authority/rollFile.ts";

const read = (text: string) => readRoll(text, ["all", "north"], 3);

test("rows of a list have quotes, commas, line ends and doubled quotes", () => {
  const text = '\uFEFFperson,address\r\nAnna,"1 Lane, ""Old"" Town\nEast"\r\n\r\nBen,2 Lane';
  assert.deepEqual(parseCsv(text), [
    ["person", "address"],
    ["Anna", '1 Lane, "Old" Town\nEast'],
    ["Ben", "2 Lane"],
  ]);
});

test("a list that is right gives every row, with style and weight if they are there", () => {
  const plain = read("person,address\nAnna,1 Lane\nBen,2 Lane\n");
  assert.deepEqual(plain.faults, []);
  assert.deepEqual(plain.rows[1], { person: "Ben", address: "2 Lane", style: "all", weight: 1 });
  const rich = read("Weight,Style,Address,Person\n2,north,1 Lane,Anna\n");
  assert.deepEqual(rich.rows, [{ person: "Anna", address: "1 Lane", style: "north", weight: 2 }]);
});

test("each wrong row is named, and nothing is imported", () => {
  const { rows, faults } = read(
    "person,address,style,weight\nAnna,1 Lane,,\nBen,,,\n,3 Lane,,\n anna ,4 Lane,,\n" +
      "Eva,5,south,\nFay,6,,4\nGil,7,,1,x\n",
  );
  assert.deepEqual(rows, []);
  assert.deepEqual(faults, [
    { fault: "address", row: 3 },
    { fault: "person", row: 4 },
    { fault: "twice", row: 5, first: 2 },
    { fault: "style", row: 6, value: "south" },
    { fault: "weight", row: 7, value: "4" },
    { fault: "cells", row: 8 },
  ]);
});

test("a list without its columns or without a row is refused as a whole", () => {
  assert.deepEqual(read("name,street\nAnna,1 Lane\n").faults, [{ fault: "columns" }]);
  assert.deepEqual(read("").faults, [{ fault: "columns" }]);
  assert.deepEqual(read("person,address\n").faults, [{ fault: "empty" }]);
});
