// The voting code: made up for practice, pasted, scanned, or of another election.
import assert from "node:assert/strict";
import { test } from "node:test";
import { once, short } from "../prepared.mjs";
import { openStage } from "../stage.mjs";
import { answerShort, cast, enter, sealBallot } from "../voting.mjs";

const { board, open, codeOf, openCheck } = await openStage();

test("practises with a made-up code, and nothing leaves the page", async () => {
  const voter = await open();
  const { page } = voter;
  await page.goto(board.address(short, "vote"));
  await voter.screen("start");
  const sent = () => voter.requests.filter((url) => url.startsWith("http")).length;
  const before = sent();
  await page.click("text=Practise first");
  await voter.screen("code");
  await voter.inspect("practice-code");
  await page.fill("#code", codeOf(short, 0));
  await page.click("main form button.primary");
  await page.waitForSelector(".error-summary:has-text('not the practice code')");
  await page.fill("#code", await page.innerText(".practice-code"));
  await page.click("main form button.primary");
  await voter.screen("welcome");
  await voter.next();
  await answerShort(voter);
  await sealBallot(voter);
  assert.match(await page.innerText("header"), /Practice\. Nothing you do here counts/);
  // The page under test names no address where it would be tested.
  assert.ok(!(await page.innerText("main")).includes("/check"));
  assert.match(await voter.readQrCode(), /^[\w-]{43}$/);
  // The second device reads both codes with its camera.
  const device = await open({ camera: true });
  await openCheck(device);
  await device.scan("Scan", await voter.readQrCode());
  await device.screen("not_found");
  await device.next();
  await page.click("#test");
  await voter.screen("test");
  await device.scan("Scan", await voter.readQrCode());
  await device.screen("test_opened");
  await device.assertNothingKept();
  assert.match(await device.page.innerText("main"), /This ballot is practice/);
  await page.click("#seal-again");
  await voter.screen("cast_or_test");
  await page.click("#cast");
  await voter.screen("practised");
  await voter.inspect("practised");
  assert.equal(sent(), before, "nothing was asked or sent");
  await voter.next();
  await voter.screen("start");
  assert.equal(await page.evaluate(() => document.body.classList.contains("practice")), false);
  await voter.next();
  await voter.screen("code");
  assert.equal(await page.$(".practice-code"), null);
});

test("takes a code that is pasted, and one that is scanned from the letter", async () => {
  const voter = await open({
    camera: true,
    options: { permissions: ["clipboard-read", "clipboard-write"] },
  });
  const { page } = voter;
  await page.goto(board.address(short, "vote"));
  await voter.screen("start");
  await voter.next();
  await voter.screen("code");
  await page.evaluate((code) => navigator.clipboard.writeText(` ${code}\n`), codeOf(short, 14));
  await page.focus("#code");
  await page.keyboard.press("Control+V");
  await page.click("main form button.primary");
  await voter.screen("welcome");
  await voter.assertNothingKept();
  await page.goto(board.address(short, "vote"));
  await voter.screen("start");
  await voter.next();
  await voter.screen("code");
  await voter.scan("Scan", codeOf(short, 14));
  await voter.screen("welcome");
  await voter.assertNothingKept();
});

test("says when a code is on no list or has voted, and when voting is not open", async () => {
  const voter = await open();
  // A code that is well formed, of another election.
  await enter(voter, board.address(once, "vote"), codeOf(short, 0));
  await voter.page.waitForSelector(".error-summary:has-text('voter list')");
  // It is found which other election has it.
  await voter.page.click("text=Look for the election of this code");
  await voter.page.waitForSelector(`main form a[href="${board.address(short, "vote")}"]`);
  assert.equal(
    await voter.page.$$eval("main form li", (items) => items.map((item) => item.innerText).join()),
    "The town square",
  );
  await voter.inspect("code-stranger");
  await voter.page.fill("#code", codeOf(once, 0));
  await voter.page.click("main form button.primary");
  await voter.screen("welcome");
  await voter.next();
  await answerShort(voter);
  await sealBallot(voter);
  await cast(voter);
  await enter(voter, board.address(once, "vote"), codeOf(once, 0));
  await voter.screen("voted_before");
  await voter.inspect("voted-for-good");
  assert.ok(!(await voter.page.innerText("main")).includes("Replace"));
  assert.match(await voter.page.innerText("main"), /it is entry \d+ of the ballot box/);
  // What an operator says against the times of the election is its word; the times are a fact.
  for (const [phase, now, name, picture] of [
    ["ready", "2030-01-01", "start_denied", "start-denied"],
    ["closed", "2030-01-01", "start_denied", "start-denied"],
    ["ready", "2019-01-01", "not_open", "not-open"],
    ["closed", "2091-01-01", "closed", "closed"],
  ]) {
    await voter.page.clock.setFixedTime(new Date(now));
    await voter.page.route("**/status", async (route) => {
      const status = await (await route.fetch()).json();
      status.elections.find(({ election }) => election === once).phase = phase;
      await route.fulfill({ json: status, headers: { "access-control-allow-origin": "*" } });
    });
    await voter.page.goto(board.address(once, "vote"));
    await voter.screen(name);
    await voter.inspect(picture);
    await voter.page.unroute("**/status");
  }
});

test("takes an earlier ballot for a fact where the box shows it, and ends no visit", async () => {
  const voter = await open();
  const headers = { "access-control-allow-origin": "*" };
  // There is one, and nobody shows it.
  await voter.page.route("**/receipt/*", (route) => route.fulfill({ status: 404, headers }));
  await enter(voter, board.address(once, "vote"), codeOf(once, 0));
  await voter.screen("voted_perhaps");
  await voter.inspect("voted-perhaps");
  const words = await voter.page.innerText("main");
  assert.ok(board.operators.every((operator) => words.includes(operator)));
  assert.match(words, /This page could not check that/);
  await voter.next();
  await voter.screen("question");
  await voter.page.unroute("**/receipt/*");
  // There is none, and one operator says so: the ballot is taken all the same.
  await voter.page.route(`${board.operators[0]}/**/credential/*`, async (route) => {
    const told = await (await route.fetch()).json();
    await route.fulfill({ json: { ...told, sequence: 1, entry: 5 }, headers });
  });
  await enter(voter, board.address(once, "vote"), codeOf(once, 1));
  await voter.screen("voted_perhaps");
  assert.ok(!(await voter.page.innerText("main")).includes(board.operators[1]));
  await voter.next();
  await answerShort(voter);
  await sealBallot(voter);
  await cast(voter);
});
