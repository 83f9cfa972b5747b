// A ceremony and a log that do not go well, as trustees, officials and observers see them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { chinese } from "../browser.mjs";
import { openCeremonyStage } from "../ceremonyStage.mjs";

const { board, arrive, honest, wrong, mine, log, announce, openPage, observe } =
  await openCeremonyStage();

test("a part that does not fit is proved, its dealer excluded, and the others go on", async () => {
  await announce("wrong-part", [honest, wrong, mine], 2);
  const person = await openPage(mine, "wrong-part");
  await person.screen("meet");
  await person.press("trustee.differs");
  await person.screen("differs");
  await person.inspect("trustee-differs");
  await person.press("officials.back");
  await person.press("trustee.allSame");
  await person.screen("waits-join");
  await person.inspect("trustee-waits-join");
  for (const each of [honest, wrong]) await each.step(log, "wrong-part", "join");
  await person.screen("due-commit");
  await person.press("trustee.due.commitAct");
  await honest.step(log, "wrong-part", "commit");
  await wrong.stepWrongly(log, "wrong-part", "commit");
  await person.screen("due-deal");
  await person.press("trustee.due.dealAct");
  await honest.step(log, "wrong-part", "deal");
  await wrong.stepWrongly(log, "wrong-part", "deal");
  await person.screen("complaint");
  assert.match(await person.page.innerText("h1"), /trustee\/wrong/);
  await person.inspect("trustee-complaint");
  await person.press("trustee.complain");
  await person.screen("due-certify");
  await person.press("trustee.compared");
  await person.screen("waits-certify");
  await person.inspect("trustee-waits-certify");
  await honest.step(log, "wrong-part", "certify");
  await person.screen("idle-roll");
  await person.close();

  const excluded = await openPage(wrong, "wrong-part", chinese);
  await excluded.screen("disqualified");
  await excluded.inspect("trustee-disqualified-zh");
  await excluded.close();

  const observer = await observe("wrong-part");
  await observer.awaitWords("observer.disputes.count", { n: 1 });
  assert.match(
    await observer.page.innerText("#disputes tbody"),
    /3 trustee\/mine\s+2 trustee\/wrong\s+Proved at once: 2 trustee\/wrong was excluded/,
  );
  await observer.inspect("observer-dispute", { keep: null });
  await observer.close();
});

test("a ceremony that loses too many trustees is cancelled, and every page says why", async () => {
  await announce("too-few", [honest, wrong, mine], 3);
  for (const each of [honest, wrong, mine]) await each.step(log, "too-few", "join");
  for (const step of ["commit", "deal"]) {
    await honest.step(log, "too-few", step);
    await wrong.stepWrongly(log, "too-few", step);
    await mine.step(log, "too-few", step);
  }
  await mine.step(log, "too-few", "certify");
  const person = await openPage(mine, "too-few", chinese);
  await person.screen("cancelled");
  await person.inspect("trustee-cancelled-zh");
  await person.close();
  const observer = await observe("too-few");
  await observer.page.waitForSelector("#result:has-text('Cancelled:')");
  await observer.inspect("observer-cancelled", { keep: null });
  await observer.close();
  const official = await arrive("official");
  await official.visit(`${board.url}/authority`);
  await official.press("authority.show", { id: "too-few" });
  await official.awaitWords("authority.next.cancelled");
  await official.inspect("authority-cancelled");
  await official.close();
});

test("a trustee sees that somebody has joined in its name", async () => {
  await announce("stolen-key", [honest, mine], 2);
  await mine.thief().step(log, "stolen-key", "join");
  const person = await openPage(mine, "stolen-key");
  await person.screen("joined-by-other");
  await person.inspect("trustee-joined-by-other");
  await person.close();
});

test("a log that was altered, or that nobody serves, stops trustees and officials", async () => {
  const altered = (route) =>
    route.fetch().then(async (response) => {
      const body = await response.body();
      body[body.length - 40] ^= 1;
      await route.fulfill({ response, body });
    });
  let answer;
  const slow = new Promise((resolve) => (answer = resolve));
  const patient = await arrive("patient");
  await patient.page.route("**/checkpoint", (route) => slow.then(() => route.continue()));
  await patient.visit(board.address("wrong-part", "trustee"));
  await patient.stopTime();
  await patient.openKey(board.path("mine.key"));
  const isLooking = () => patient.page.evaluate(() => document.body.dataset.screen === "looking");
  await patient.passTime(100, isLooking, "the screen looking");
  await patient.inspect("trustee-looking");
  await patient.resumeTime();
  answer();
  await patient.screen("meet");
  await patient.close();

  const person = await openPage(honest, "wrong-part");
  await person.screen("idle-roll");
  await person.page.route("**/tile/entries/**", altered);
  // Something new to be read.
  await board.giveNotice("wrong-part", "new", "official.key");
  await person.screen("failed");
  await person.inspect("trustee-failed");
  assert.ok(readFileSync(await person.save("report", "trustee.saveReport"), "utf8").length > 0);
  await person.page.unroute("**/tile/entries/**");
  await person.press("officials.tryAgain");
  await person.screen("idle-roll");
  await person.page.route("**/checkpoint", (route) => route.abort());
  await person.screen("unreachable");
  await person.inspect("trustee-unreachable");
  await person.close();

  const official = await arrive("official", chinese);
  await official.page.route("**/tile/entries/**", altered);
  await official.visit(`${board.url}/authority`);
  await official.awaitWords("authority.failed");
  await official.inspect("authority-failed-zh");
  await official.page.route("**/checkpoint", (route) => route.abort());
  await official.awaitWords("authority.unreachable");
  await official.inspect("authority-unreachable-zh", { keep: null });
  await official.close();
});
