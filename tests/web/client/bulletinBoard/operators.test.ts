// What is asked of operators, and what of their answers is taken up.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Operators, Unserved } from "../../../../web/client/src/bulletinBoard/operators.ts";
import { readPhases, readStatus } from "../../../../web/client/src/bulletinBoard/status.ts";
import { utf8 } from "../../../../web/client/src/crypto/bytes.ts";
import { servedRecord } from "../../../../web/client/src/verifier/verifier.ts";

type Answer = () => Response;
const silent: Answer = () => {
  throw new TypeError("network");
};
const missing: Answer = () => new Response("", { status: 404 });
const failing: Answer = () => new Response("", { status: 503 });
const serving: Answer = () => new Response("file");

function operatorsOf(...answers: readonly Answer[]) {
  const asked: string[] = [];
  const operators = new Operators(
    answers.map((_, i) => `http://op${i}`),
    {
      fetch: async (address, init) => {
        const url = new URL(String(address));
        asked.push(`${url.host}${url.pathname} ${init?.cache}`);
        return answers[Number(url.host.slice(2))]!();
      },
    },
  );
  return { operators, asked };
}

test("a file comes from the first who has it, the checkpoint past every cache", async () => {
  const { operators, asked } = operatorsOf(silent, missing, serving, serving);
  assert.deepEqual(await operators.file("tile/0/000"), utf8("file"));
  assert.deepEqual(await operators.file("checkpoint"), utf8("file"));
  assert.deepEqual(asked, [
    ...["op0", "op1", "op2"].map((host) => `${host}/tile/0/000 default`),
    ...["op0", "op1", "op2"].map((host) => `${host}/checkpoint no-store`),
  ]);
});

test("a file that nobody gives is refused with all reasons, missing if one says so", async () => {
  const refusalOf = async (...answers: readonly Answer[]): Promise<Unserved> => {
    const { operators } = operatorsOf(...answers);
    try {
      await operators.file("a");
    } catch (error) {
      if (error instanceof Unserved) return error;
    }
    throw new Error("was served");
  };
  const { isMissing, message } = await refusalOf(silent, missing, failing);
  assert.equal(isMissing, true);
  assert.equal(
    message,
    "http://op0/a: no answer; http://op1/a: answered with 404; http://op2/a: answered with 503",
  );
  assert.equal((await refusalOf(silent, failing)).isMissing, false);
});

test("a record lacks a file that is said not to be there, and else cannot be read", async () => {
  assert.equal(await servedRecord(operatorsOf(missing).operators).read("a"), null);
  assert.deepEqual(await servedRecord(operatorsOf(serving).operators).read("a"), utf8("file"));
  await assert.rejects(servedRecord(operatorsOf(failing).operators).read("a"), Unserved);
});

test("a status is taken in its shape alone", () => {
  const election = {
    election: "square",
    phase: "open",
    roll: 5,
    accepted: 2,
    tested: 0,
    checked: 1,
    shares: 0,
    newer: "field",
  };
  const status = {
    size: 31,
    height: 12,
    time: 1_780_000_000,
    published: 31,
    elections: [election],
  };
  const reply = (value: unknown, code = 200) => ({
    operator: "http://op",
    status: code,
    bytes: utf8(JSON.stringify(value)),
  });
  assert.equal(readStatus(reply(status))?.elections[0]?.accepted, 2);
  assert.deepEqual(readPhases(reply({ elections: [{ election: "square", phase: "open" }] })), [
    { election: "square", phase: "open" },
  ]);
  for (const wrong of [
    { ...status, size: "31" },
    { ...status, elections: [{ ...election, accepted: -1 }] },
    { ...status, elections: [{ ...election, phase: "nowhere" }] },
    { ...status, elections: null },
    "status",
  ]) {
    assert.equal(readStatus(reply(wrong)), null);
  }
  assert.equal(readStatus(reply(status, 503)), null);
  assert.equal(readPhases(reply({ elections: [{ election: "square", phase: 1 }] })), null);
});
