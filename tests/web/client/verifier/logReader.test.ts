import assert from "node:assert/strict";
import { test } from "node:test";

import { concat, utf8 } from "../../../../web/client/src/crypto/bytes.ts";
import { LogReader } from "../../../../web/client/src/verifier/logReader.ts";

const [garden, square] = ["G".repeat(43), "S".repeat(43)];
const [anna, ben] = ["A".repeat(43), "B".repeat(43)];

const ballot = (election: string, voter: string): string =>
  `{"type":"ballot","election":"${election}","style":"all","credential":"${voter}",` +
  '"sequence":1,"sealed":"AAAA"}';
const tested = (election: string, voter: string): string =>
  `{"type":"tested","election":"${election}","style":"all","credential":"${voter}",` +
  '"sequence":1,"sealed":"AAAA","proof":"AAAA"}';
const block = (time: number): string => `{"type":"block","height":1,"time":${time},"state":"AAAA"}`;
const bundle = (...entries: readonly string[]): Uint8Array =>
  concat(
    ...entries.map((entry) =>
      concat(Uint8Array.of(entry.length >> 8, entry.length & 255), utf8(entry)),
    ),
  );

test("ballots are counted by election and hour, with those that replace another", () => {
  const log = new LogReader();
  log.take(
    "tile/entries/000",
    bundle(
      ballot(garden, anna),
      ballot(square, anna),
      block(7200),
      ballot(garden, anna),
      tested(garden, ben),
    ),
  );
  log.take("tile/entries/001.p/2", bundle(ballot(garden, ben), block(10_799)));
  assert.deepEqual(log.all().hours.get(garden), [
    { begin: 7200, ballots: 3, replaced: 1, tested: 1 },
  ]);
  assert.deepEqual(log.all().hours.get(square), [
    { begin: 7200, ballots: 1, replaced: 0, tested: 0 },
  ]);
});

test("hours stand in their order, and a bundle that comes again is not counted again", () => {
  const log = new LogReader();
  const first = bundle(ballot(garden, anna), block(3600));
  for (let i = 0; i < 2; ++i) log.take("tile/entries/000.p/2", first);
  log.take("tile/entries/001.p/2", bundle(ballot(garden, ben), block(7200)));
  log.take("tile/0/000.p/4", bundle(ballot(garden, ben), block(7200)));
  assert.deepEqual(
    log
      .all()
      .hours.get(garden)
      ?.map(({ begin, ballots }) => [begin, ballots]),
    [
      [3600, 1],
      [7200, 1],
    ],
  );
});

test("what people said stands with its place and its block's time", () => {
  const log = new LogReader();
  const notice =
    '{"type":"notice","election":"garden","text":{"en":"The hall opens at nine."}}\n' +
    "\n\u2014 official AAAA";
  log.take(
    "tile/entries/000.p/4",
    bundle(
      "{}",
      notice.replace("\u2014", "-"),
      '{"type":"page","election":"garden","page":"voter","hash":"AAAA"}',
      block(3600),
    ),
  );
  const acts = log
    .all()
    .acts.map(({ type, election, entry, time }) => [type, election, entry, time]);
  assert.deepEqual(acts, [
    ["notice", "garden", 1, 3600],
    ["page", "garden", 2, 3600],
  ]);
  assert.deepEqual(log.all().acts[0]?.fields["text"], { en: "The hall opens at nine." });
});

test("entries of no form, and a block that is not ended, give nothing", () => {
  const log = new LogReader();
  log.take(
    "tile/entries/000.p/3",
    bundle('{"type":"notice",', '{"type":"notice","election":5}', ballot(garden, anna)),
  );
  log.take("tile/entries/001.p/1", Uint8Array.of(0, 9, 1));
  assert.deepEqual([...log.all().hours], []);
  assert.deepEqual(log.all().acts, []);
});
