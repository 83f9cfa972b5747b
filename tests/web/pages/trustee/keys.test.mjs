// What a trustee meets on the own device: faults in keys and files, a rehearsal, a key-loss drill.
import assert from "node:assert/strict";
import { truncateSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { Board } from "../board.mjs";
import { phone } from "../browser.mjs";
import { becomes } from "../patience.mjs";
import { passphrase, savedPage } from "../people.mjs";
import { openStage } from "../stage.mjs";

const { board, arrive } = await openStage(Board.open);
let trustee;

async function otherKey() {
  await board.tabella("key", "other.key", "--name", "other");
  return board.path("other.key");
}

test("a wrong name, passphrase and backup are each refused at their field", async () => {
  trustee = await arrive("trustee-1");
  await trustee.visit(savedPage("trustee"));
  await trustee.inspect("trustee-start");
  await trustee.press("officials.key.make");
  await trustee.fill("#key-name", "two words");
  await trustee.press("officials.key.makeNow");
  await trustee.awaitWords("officials.key.nameWrong");
  await trustee.fill("#key-name", "trustee/1");
  await trustee.fill("#new-passphrase", "short");
  await trustee.press("officials.key.makeNow");
  await trustee.awaitWords("officials.key.tooShort", { n: 10 });
  await trustee.fill("#new-passphrase", passphrase);
  await trustee.fill("#again", `${passphrase}.`);
  await trustee.press("officials.key.makeNow");
  await trustee.awaitWords("officials.key.notTheSame");
  await trustee.inspect("trustee-key-make-problem", { keep: null });
  await trustee.press("officials.back");
  await trustee.makeKey({
    attempt: async () => {
      await trustee.give("#backup-file", await otherKey());
      await trustee.page.locator("#page").getByText("other.key").waitFor();
      await trustee.fill("#passphrase", "practice board");
      await trustee.press("officials.key.prove");
      await trustee.awaitWords("officials.key.otherKey");
      await trustee.inspect("trustee-other-backup");
    },
  });
  await trustee.screen("hand-over");
});

test("a wrong passphrase and another file do not open a key, and say why", async () => {
  const stranger = await arrive("stranger");
  await stranger.visit(savedPage("trustee"));
  await stranger.press("officials.key.open");
  await stranger.awaitWords("officials.key.fileMissing");
  await stranger.give("#key-file", trustee.files.key);
  await stranger.page.locator("#page").getByText("trustee-1-key").waitFor();
  await stranger.fill("#passphrase", "something else");
  await stranger.press("officials.key.open");
  await stranger.awaitWords("officials.key.wrongPassphrase");
  await stranger.inspect("trustee-wrong-passphrase");
  writeFileSync(board.path("large.key"), "");
  truncateSync(board.path("large.key"), (64 << 20) + 1);
  await stranger.give("#key-file", board.path("large.key"));
  const field = stranger.page.locator("#key-file");
  await becomes(
    () => field.evaluate((input) => input.validationMessage),
    stranger.says("officials.fileTooLarge", { n: 64 }),
    "what is said of a large file",
  );
  writeFileSync(board.path("no.key"), "{}");
  await stranger.give("#key-file", board.path("no.key"));
  await stranger.page.locator("#page").getByText("no.key").waitFor();
  await stranger.press("officials.key.open");
  await stranger.awaitWords("officials.key.noKeyFile");
});

test("a rehearsal and a key-loss drill are done with the page alone", async () => {
  const person = await arrive("rehearsing", { viewport: phone });
  await person.visit(savedPage("trustee"));
  await person.rehearse(() => person.inspect("trustee-rehearsal"));
  assert.equal(
    await person.button("trustee.rehearsal.tell").count(),
    0,
    "without an election there is nobody to tell",
  );
  await person.press("officials.back");
  await person.press("trustee.drill");
  await person.give("#drill-file", trustee.files.backup);
  await person.page.locator("#page").getByText("trustee-1-backup").waitFor();
  await person.fill("#drill-passphrase", "something else");
  await person.press("trustee.drill.restoreNow");
  await person.awaitWords("officials.key.wrongPassphrase");
  await person.fill("#drill-passphrase", passphrase);
  await person.press("trustee.drill.restoreNow");
  await person.awaitWords("trustee.drill.restored");
  await person.inspect("trustee-drill");
});
