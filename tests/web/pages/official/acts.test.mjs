// What officials and the registrar do where something has gone wrong: a key is lost, a list is not
// theirs, an election is called off.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { chinese } from "../browser.mjs";
import { openCeremonyStage } from "../ceremonyStage.mjs";
import { becomes } from "../patience.mjs";

const {
  board,
  honest,
  mine,
  log,
  makeKey,
  announce,
  makeElectionKey,
  postRoll,
  openAsOfficial,
  observe,
} = await openCeremonyStage();

test("a key that was revoked signs nothing more, and every page says so", async () => {
  const lost = "official-3";
  for (const name of ["official-2", lost]) await makeKey(name);
  await announce("lost-key", [honest, mine], 2, ["official", "official-2", lost]);
  const official = await openAsOfficial("official");
  const focused = () => official.page.evaluate(() => document.activeElement.id);
  await official.press("authority.show", { id: "lost-key" });
  await official.press("authority.revokeNow");
  await becomes(focused, "revoke-official", "a revocation is of somebody");
  await official.choose("#revoke-official", "3");
  await official.press("authority.revokeNow");
  await becomes(focused, "revoke-reason", "a revocation says why");
  await official.fill("#revoke-reason", "The key was left on a train.");
  await official.press("authority.revokeNow");
  await official.screen("sign");
  await official.awaitWords("authority.act.revoke", { name: lost, election: "lost-key" });
  await official.inspect("authority-sign-revoke", { keep: null });
  await official.press("authority.sign");
  const revocation = await official.save("revocation", "authority.savePost");
  await board.sign(revocation, "official-2.key");
  await official.press("ui.back");
  await official.press("authority.show", { id: "lost-key" });
  await official.page.locator("#page").getByText("The key was left on a train.").waitFor();
  await official.awaitWords("authority.noneToRevoke");
  await official.inspect("authority-revoked", { keep: null });
  await official.press("ui.back");

  // The finder of the key signs in its name.
  const forged = board.path("forged.post");
  await board.tabella("election", "cancel", "lost-key.post", forged, "--reason", "No more votes.");
  await board.tabella("sign", forged, "--key", `${lost}.key`);
  await official.press("authority.openPost");
  await official.give("#post-file", forged);
  await official.screen("sign-revoked");
  await official.page.locator("#page").getByText("The key was left on a train.").waitFor();
  await official.inspect("authority-sign-revoked");
  assert.equal(await official.button("authority.sign").count(), 0);
  await official.press("authority.dropRevoked");
  await official.screen("sign");
  assert.equal(
    await official.button("authority.send").count(),
    0,
    "nobody whose key speaks has signed",
  );
  await official.close();
  await assert.rejects(board.sign(forged, "official.key"), ({ stderr }) =>
    /rules\.revoked: official-3/.test(stderr),
  );

  const loser = await openAsOfficial(lost, chinese);
  await loser.awaitWords("authority.keyRevoked");
  await loser.inspect("authority-key-revoked-zh", { keep: null });
  await loser.press("authority.show", { id: "lost-key" });
  await loser.fill("#cancel-reason", "…");
  await loser.press("authority.cancelNow");
  await loser.screen("sign");
  await loser.awaitWords("authority.keyRevoked");
  assert.equal(await loser.button("authority.sign").count(), 0);
  await loser.close();

  const observer = await observe("lost-key");
  await observer.awaitWords("observer.notices.revoked", {
    name: lost,
    reason: "The key was left on a train.",
  });
  await observer.close();
});

test("a file of another announcement is not signed", async () => {
  await announce("here", [honest, mine], 2);
  const act = board.path("here.cancel");
  await board.tabella("election", "cancel", "here.post", act, "--reason", "No more votes.");
  const elsewhere = readFileSync(act, "utf8").replace(/^of .*$/m, `of ${"A".repeat(43)}`);
  writeFileSync(board.path("elsewhere.post"), elsewhere);
  const official = await openAsOfficial("official");
  await official.press("authority.openPost");
  await official.give("#post-file", board.path("elsewhere.post"));
  await official.screen("sign-elsewhere");
  await official.awaitWords("authority.signElsewhereWords");
  await official.inspect("authority-sign-elsewhere");
  assert.equal(await official.button("authority.sign").count(), 0);
  await official.close();
});

test("codes of a list that another one has forestalled are not sent", async () => {
  await makeElectionKey("other-list");
  const registrar = await openAsOfficial("registrar");
  await registrar.press("authority.show", { id: "other-list" });
  await registrar.press("authority.roll");
  writeFileSync(board.path("list.csv"), "person,address\nAnna,1 Lane\nBen,2 Lane\n");
  await registrar.give("#roll-file", board.path("list.csv"));
  await registrar.press("authority.makeCodes", { n: 2 });
  await registrar.screen("roll-made");
  await registrar.save("codes", "authority.saveCodes");
  await postRoll("other-list", 3);
  await registrar.press("authority.postRoll");
  await registrar.screen("roll-compare");
  await registrar.awaitWords("officials.refused.rules.phase");
  await registrar.press("authority.compare.now", { n: 2 });
  await registrar.screen("roll-differs");
  await registrar.awaitWords("authority.compare.missing", { n: 2 });
  await registrar.awaitWords("authority.compare.missingRow", { row: 3, person: "Ben" });
  await registrar.awaitWords("authority.compare.strangers", { n: 3 });
  await registrar.close();
});

test("typed words stay while the log is followed; what is called off is archived", async () => {
  await announce("called-off", [honest, mine], 2);
  const official = await openAsOfficial("official");
  await official.press("authority.show", { id: "called-off" });
  await official.fill("#notice-en", "Half a sen");
  await official.press("authority.cancelNow");
  await becomes(
    () => official.page.evaluate(() => document.activeElement.id),
    "cancel-reason",
    "a cancellation needs a reason",
  );
  await official.fill("#cancel-reason", "The hall is not free.");
  await honest.step(log, "called-off", "join");
  await official.page.locator("#page").getByText("trustee/mine.").waitFor();
  assert.equal(await official.page.inputValue("#notice-en"), "Half a sen");
  assert.equal(await official.page.inputValue("#cancel-reason"), "The hall is not free.");
  await official.press("authority.cancelNow");
  await official.screen("sign");
  await official.inspect("authority-sign-cancel", { keep: null });
  await official.press("authority.sign");
  await official.press("authority.send");
  await official.screen("home");
  await official.press("authority.show", { id: "called-off" });
  await official.page.locator("#page").getByText("The hall is not free.").waitFor();
  await official.press("authority.archiveNow");
  await official.press("authority.sign");
  await official.press("authority.send");
  await official.screen("home");
  await official.press("authority.show", { id: "called-off" });
  await official.awaitWords("authority.next.archived");
  await official.close();
});
