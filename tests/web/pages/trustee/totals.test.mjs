// A trustee opens one set of totals and no other, and needs no network for it.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { chinese } from "../browser.mjs";
import { openCeremonyStage } from "../ceremonyStage.mjs";
import { passphrase } from "../people.mjs";

const {
  board,
  arrive,
  honest,
  mine,
  log,
  announce,
  act,
  makeElectionKey,
  postRoll,
  openPage,
  observe,
} = await openCeremonyStage();

test("a key that has opened other totals opens no second set", async () => {
  await makeElectionKey("other-totals");
  await postRoll("other-totals", 1);
  await act("other-totals", "open");
  await act("other-totals", "close");
  mine.rememberOtherTotals("other-totals");
  const person = await openPage(mine, "other-totals");
  await person.screen("do-not-decrypt");
  await person.awaitWords("officials.refused.trustee.aggregate");
  assert.equal(await person.button("trustee.sendTotal").count(), 0);
  await person.inspect("trustee-do-not-decrypt");
  await person.close();

  await honest.openTotal(log, "other-totals");
  const observer = await observe("other-totals", chinese);
  assert.match(await observer.page.innerText("#waiting"), /trustee\/mine/);
  await observer.inspect("observer-tally-waits-zh", { keep: null });
  await observer.close();
});

test("a trustee without a network reads records from a medium; others send its posts", async () => {
  const id = "air-gap";
  await announce(id, [honest, mine], 2);
  writeFileSync(
    board.path("trustee.html"),
    Buffer.from(await (await fetch(board.address(id, "trustee"))).arrayBuffer()),
  );
  writeFileSync(board.path("mine.key"), mine.file(passphrase));
  const person = await arrive("far");
  await person.context.setOffline(true);
  await person.visit(pathToFileURL(board.path("trustee.html")).href);
  await person.openKey(board.path("mine.key"));
  await person.screen("unreachable");
  await person.give("#record-file", board.path("mine.key"));
  await person.awaitWords("trustee.carried.wrong");
  let records = 0;
  const bring = async (expected = "") => {
    let name;
    do {
      name = `record-${++records}.tar`;
      await board.onBoard("record", name);
    } while (!readFileSync(board.path(name)).includes(expected));
    await person.give("#record-file", board.path(name));
  };
  const takeAway = async (name) =>
    board.onBoard("post", await person.save(name, "trustee.carried.save", { name }));

  await bring();
  await person.screen("meet");
  await person.press("trustee.allSame");
  await person.awaitWords("trustee.carried.outgoing");
  await person.screen("due-join");
  await person.inspect("trustee-due-join");
  await takeAway("air-gap.join.2.post");
  await honest.step(log, id, "join");
  await bring();
  await person.screen("due-commit");
  await person.press("trustee.due.commitAct");
  await person.awaitWords("trustee.carried.outgoing");
  await person.inspect("trustee-without-network");
  // A file that is none takes nothing of it away.
  await person.give("#record-file", board.path("mine.key"));
  await person.awaitWords("trustee.carried.wrong");
  await takeAway("air-gap.commit.2.post");
  await honest.step(log, id, "commit");
  await bring();
  await person.screen("due-deal");
  await person.give("#record-file", board.path("record-2.tar"));
  await person.awaitWords("trustee.carried.older");
  await person.screen("due-deal");
  const altered = readFileSync(board.path("record-3.tar"));
  altered[altered.indexOf('"type":"commit"')] ^= 1;
  writeFileSync(board.path("altered.tar"), altered);
  await person.give("#record-file", board.path("altered.tar"));
  await person.screen("failed");
  // An older one does not lead back, also if others were opened in between.
  await person.give("#record-file", board.path("record-2.tar"));
  await person.awaitWords("trustee.carried.older");
  await person.screen("due-deal");
  await person.press("trustee.due.dealAct");
  await takeAway("air-gap.deal.2.post");
  await honest.step(log, id, "deal");
  await bring();
  await person.screen("due-certify");
  await person.press("trustee.compared");
  await takeAway("air-gap.certify.2.post");
  await honest.step(log, id, "certify");
  await postRoll(id, 1);
  await act(id, "open");
  await act(id, "close");
  // The board posts what its witnesses saw by itself, a moment later.
  await bring(`{"type":"cosigned","election":"${id}"`);
  // How many were asked the second question decides whether its totals are opened, in a round of
  // their own.
  for (const pools of [["plan+totals", "which+asked", "name+totals"], ["which+totals"]]) {
    await person.screen("due-total");
    await person.press("trustee.openTotal");
    await person.screen("save-total");
    assert.equal(await person.button("trustee.sendTotal").count(), 0, "saved before it is sent");
    await person.save("opened", "trustee.saveKey");
    await person.press("trustee.sendTotal");
    for (const pool of pools) await takeAway(`air-gap.share.2.${pool}.post`);
    await honest.openTotal(log, id);
    await bring();
  }
  await person.screen("idle-finished");
  assert.deepEqual(person.posts, [], "nothing was sent from here");
  await person.context.setOffline(false);
  await person.press("trustee.carried.network");
  await person.screen("idle-finished");
  await person.page.locator("#record-file").waitFor({ state: "detached" });
  await person.close();
});
