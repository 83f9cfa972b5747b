import assert from "node:assert/strict";
import { test } from "node:test";
import { readMailReport } from "../../../../web/client/src/authority/mailReport.ts";

test("of each invitation the last line counts, and what was never begun was not sent", () => {
  const report = readMailReport(
    '1,"Ada, Countess","ada@mail.example",begun,""\n' +
      '1,"Ada, Countess","ada@mail.example",sent,""\n' +
      "3,Cem,cem@mail.example,begun,\n" +
      '2,Bo,bo@mail.example,refused,"550 no such person"\n' +
      '4,Do,do@mail.example,unsent,"cannot connect"\n',
    5,
  );
  assert.deepEqual(report?.counts, { unsent: 2, begun: 1, sent: 1, refused: 1, returned: 0 });
  assert.deepEqual(report?.troubled, [
    {
      row: 2,
      name: "Bo",
      address: "bo@mail.example",
      state: "refused",
      reason: "550 no such person",
    },
    { row: 3, name: "Cem", address: "cem@mail.example", state: "begun", reason: "" },
  ]);
});

test("a line that a crash cut off tells of nothing, and an empty report of nobody", () => {
  assert.deepEqual(readMailReport('1,Ada,a@b,sent,""\n2,Bo,b@c,se', 2)?.counts, {
    unsent: 1,
    begun: 0,
    sent: 1,
    refused: 0,
    returned: 0,
  });
  assert.deepEqual(readMailReport("", 2)?.counts, {
    unsent: 2,
    begun: 0,
    sent: 0,
    refused: 0,
    returned: 0,
  });
});

test("another file, or a report of more voters than there are, is none", () => {
  for (const text of [
    "name,email,code\n",
    "1,Ada,a@b,gone,\n",
    "1,Ada,a@b,sent\n",
    "x,Ada,a@b,sent,\n",
    "3,Ada,a@b,sent,\n",
    "0,Ada,a@b,sent,\n",
  ]) {
    assert.equal(readMailReport(text, 2), null, text);
  }
});
