// The check-my-vote page opens ballots that were sealed for a test, and compares the pages of all
// operators.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { test } from "node:test";
import { once, short, whole } from "../prepared.mjs";
import { shortQuestions } from "../questions.mjs";
import { openStage } from "../stage.mjs";
import { cast, findByCode, manipulate, readCode, voteShort } from "../voting.mjs";

const { board, open, codeOf, openCheck } = await openStage();
// Of a ballot that was tested
let testFile;

// The id of a ballot of the short election that is in the box.
async function findCastBallot() {
  const voter = await open();
  await voteShort(voter, board.address(short, "vote"), codeOf(short, 12));
  const id = await voter.page.evaluate(
    () => [...document.querySelectorAll("details .code")].map((node) => node.textContent)[0],
  );
  await cast(voter);
  return { ballot: id };
}

test("takes a scanned receipt from the address, and refuses a late or another ballot", async () => {
  const voter = await open();
  await voteShort(voter, board.address(short, "vote"), codeOf(short, 11));
  const code = await readCode(voter);
  await voter.page.click("#test");
  await voter.screen("test");
  await voter.page.click("main summary:has-text('text')");
  const file = await voter.page.inputValue("main textarea");
  testFile = file;
  const device = await open();
  await openCheck(device);
  await device.screen("find");
  await device.page.fill("#test-text", file);
  await device.page.click("#open-test");
  await device.screen("test_too_late");
  await device.inspect("check-too-late");
  await openCheck(device, { fragment: `#${JSON.parse(file).ballot}` });
  await device.screen("tested");
  await device.assertNothingKept();
  await device.next();
  // A device that sealed something else cannot say that it did not.
  const lie = JSON.parse(file);
  lie.answers.plan = { chosen: ["no"] };
  delete lie.answers.which;
  await device.page.fill("#test-text", JSON.stringify(lie));
  await device.page.click("#open-test");
  await device.screen("test_different");
  await device.inspect("check-different");
  await device.page.click("main .actions button.secondary");
  await device.screen("report");
  assert.ok(code.length === 29);
});

test("opens no test whose questions the box does not confirm", async () => {
  const checked = await (await fetch(board.address(short, "check"))).text();
  const device = await open();
  await device.page.route("**/check", (route) =>
    route.fulfill({ contentType: "text/html", body: checked.replaceAll("Oak", "Elm") }),
  );
  await openCheck(device);
  await device.screen("find");
  await device.page.fill("#test-text", testFile);
  await device.page.click("#open-test");
  await device.screen("test_unconfirmed");
  await device.inspect("check-unconfirmed");
});

test("opens no ballot that was cast: that would show how somebody voted", async () => {
  const device = await open();
  await openCheck(device);
  const { ballot } = await findCastBallot();
  await device.page.fill("#test-text", JSON.stringify({ ...JSON.parse(testFile), ballot }));
  await device.page.click("#open-test");
  await device.screen("test_cast");
  await device.inspect("check-test-cast");
});

test("says what it does where an operator is slow, and what is no test of its own", async () => {
  const held = () => {
    let go;
    const wait = new Promise((resolve) => (go = resolve));
    return { go, hold: (route) => wait.then(() => route.continue()) };
  };
  const voter = await open();
  const status = held();
  await voter.page.route("**/status", status.hold);
  await voter.stopTime();
  await voter.page.goto(board.address(short, "vote"));
  const isStarting = () => voter.page.evaluate(() => document.body.dataset.screen === "starting");
  await voter.passTime(100, isStarting, "the screen starting");
  await voter.inspect("starting");
  await voter.resumeTime();
  status.go();
  await voter.screen("start");

  const device = await open();
  await openCheck(device);
  await device.screen("find");
  const box = held();
  await device.page.route("**/tile/**", box.hold);
  await device.stopTime();
  await findByCode(device, "0123A-4567B-89CDE-FGHJK-MNPQR");
  await device.screen("looking");
  await device.inspect("check-looking");
  await device.resumeTime();
  box.go();
  await device.screen("not_found");
  await device.next();
  const openTest = async (text, state) => {
    await device.screen("find");
    await device.page.fill("#test-text", text);
    await device.page.click("#open-test");
    await device.screen(state);
  };
  await openTest("hello", "test_no_test");
  await device.inspect("check-no-test");
  await openCheck(device, { id: once });
  await openTest(testFile, "test_other_election");
  await device.inspect("check-other-election");
});

test("catches a page that was built to vote otherwise: by a test, and by its hash", async () => {
  // The hash of a page is published before voting opens, and depends on the addresses of the box.
  const published = "trees-published";
  const schedule = { opens: "2089-05-01T06:00:00Z", closes: "2090-05-09T18:00:00Z" };
  await board.hold(published, { asked: shortQuestions, voters: 1, schedule });
  await board.publishPage(published);
  await board.act("open", published);
  const page = await (await fetch(board.address(published, "vote"))).text();
  const built = manipulate(
    page,
    `if (typeof document !== "undefined") {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...more) {
      if (message.name === "seal") {
        message.input.answers.plan = { chosen: ["no"] };
        delete message.input.answers.which;
      }
      post.call(this, message, ...more);
    };
  }`,
  );
  const hand = (route) =>
    route.fulfill({
      contentType: "text/html",
      headers: { "access-control-allow-origin": "*" },
      body: built,
    });
  const voter = await open();
  await voter.page.route("**/vote", hand);
  await voteShort(voter, board.address(published, "vote"), codeOf(published, 0), { trees: "Yes" });
  const device = await open();
  await openCheck(device, { id: published });
  await findByCode(device, await readCode(voter));
  await device.screen("not_found");
  await device.next();
  await voter.page.click("#test");
  await voter.screen("test");
  await voter.page.click("main summary:has-text('text')");
  const file = await voter.page.inputValue("main textarea");
  const openTest = async (text, name) => {
    await device.page.fill("#test-text", text);
    await device.page.click("#open-test");
    await device.screen(name);
  };
  // The page says what the voter chose: then it is not what it sealed.
  await openTest(file, "test_different");
  await device.next();
  // It says what it sealed: then the voter reads it.
  const honest = JSON.parse(file);
  honest.answers.plan = { chosen: ["no"] };
  delete honest.answers.which;
  await openTest(JSON.stringify(honest), "test_opened");
  assert.match(await device.page.innerText("main"), /Shall the square have trees\?\s+No\b/);

  const compare = async (id) => {
    await openCheck(device, { id });
    await device.page.click("text=Compare the voting pages");
    await device.screen("pages");
    return device.page.$$eval(".outcome", (outcomes) =>
      outcomes.map((outcome) => outcome.className.replace("outcome ", "")),
    );
  };
  assert.deepEqual(await compare(whole), ["waiting", "waiting"], "its page was never published");
  assert.deepEqual(await compare(published), ["good", "good"]);
  // In the form of the letters, which the program writes.
  await writeFile(
    board.path("served.html"),
    Buffer.from(await (await fetch(board.address(published, "vote"))).arrayBuffer()),
  );
  const [, letters_code] = /check code (.*)/.exec(
    await board.tabella("page", "hash", "served.html"),
  );
  assert.equal((await device.page.innerText(".receipt-code")).replace(/\s+/g, "-"), letters_code);
  await device.page.route(`${board.operators[1]}/e/*/vote`, hand);
  assert.deepEqual(await compare(published), ["good", "bad"]);
  await device.inspect("check-pages");
});
