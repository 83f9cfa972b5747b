// The check-my-vote page finds receipts, and says what became of their ballots.
import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop } from "../browser.mjs";
import { once, short, whole } from "../prepared.mjs";
import { openStage } from "../stage.mjs";
import { cast, findByCode, readCode, voteShort } from "../voting.mjs";

const { board, open, codeOf, openCheck } = await openStage();
let lastReceipt;

test("says so when operators show an older box than a receipt proves", async () => {
  const checkpoint = await (await fetch(`${board.url}/checkpoint`)).text();
  const index = JSON.parse(await (await fetch(`${board.url}/status`)).text()).size - 1;
  const voter = await open();
  await voteShort(voter, board.address(short, "vote"), codeOf(short, 11));
  await cast(voter);
  const download = voter.page.waitForEvent("download");
  await voter.next();
  const receipt = await (await download).path();
  lastReceipt = receipt;
  const device = await open();
  await device.page.route("**/checkpoint", (route) =>
    route.fulfill({ headers: { "access-control-allow-origin": "*" }, body: checkpoint }),
  );
  await openCheck(device);
  await device.page.setInputFiles("#receipt-file", receipt);
  await device.screen("cannot_tell");
  await device.inspect("check-cannot-tell");
  assert.match(await device.page.innerText("main"), /older ballot box/);
  assert.ok(index > 0);
});

test("tells that a receipt was checked, and not which", async () => {
  const count = async () =>
    (await (await fetch(`${board.url}/status`)).json()).elections.find(
      ({ election }) => election === short,
    ).checked;
  const before = await count();
  const voter = await open();
  await voteShort(voter, board.address(short, "vote"), codeOf(short, 17));
  const code = await readCode(voter);
  await cast(voter);
  const device = await open({ viewport: desktop });
  await openCheck(device);
  await device.screen("find");
  const addresses = board.operators.map((operator) => `${operator}/elections/${short}/checked`);
  const told = Promise.all(
    addresses.map((address) => device.page.waitForResponse((answer) => answer.url() === address)),
  );
  await findByCode(device, code);
  await device.screen("counts");
  assert.deepEqual(
    (await told).map((answer) => answer.status()),
    [204, 204],
  );
  assert.deepEqual(device.posts.map(({ url }) => url).sort(), addresses.sort());
  for (const { body } of device.posts)
    assert.equal(body?.length ?? 0, 0, "nothing but that somebody checked");
  assert.ok((await count()) > before);
  const observer = await open({ viewport: desktop });
  await observer.page.goto(board.address(short, "observe"));
  await observer.page
    .locator("#receipts-checked")
    .getByText(/^[1-9][0-9]* receipts? w(as|ere) checked\.$/)
    .waitFor();
});

test("finds a ballot in the announced result, and the voter page is closed then", async () => {
  const voter = await open();
  await voteShort(voter, board.address(short, "vote"), codeOf(short, 13));
  await board.tally(short);
  // Officials have closed it before its time, so that at first it is their operators' word.
  await voter.page.clock.setFixedTime(new Date("2090-06-01T00:00:00Z"));
  await voter.page.click("#cast");
  await voter.screen("closed");
  await voter.inspect("closed-cast");
  const device = await open();
  await openCheck(device);
  await device.page.setInputFiles("#receipt-file", lastReceipt);
  await device.screen("in_result");
  await device.inspect("check-in-result");
});

test("says that a ballot of a cancelled election is in the box and not counted", async () => {
  const voter = await open();
  await voteShort(voter, board.address(once, "vote"), codeOf(once, 0));
  const code = await readCode(voter);
  await cast(voter);
  await board.act("cancel", once, "--reason", "a wrong list");
  const device = await open();
  await openCheck(device, { id: once });
  await findByCode(device, code);
  await device.screen("not_counted");
  await device.inspect("check-not-counted");
});

test("stops with the evidence when two operators show two views", async () => {
  await board.fork(whole);
  const device = await open();
  await openCheck(device, { operator: 0 });
  await findByCode(device, "0000000000");
  await device.screen("two_views");
  await device.inspect("check-two-views");
  const download = device.page.waitForEvent("download");
  await device.page.click('button:has-text("Save the evidence")');
  assert.ok(await (await download).path());
});
