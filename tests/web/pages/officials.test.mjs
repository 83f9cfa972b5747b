// What officials and trustees meet besides an election that goes well: faults in files and drafts, a
// rehearsal, a key-loss drill, another language in the middle of typing.
import assert from "node:assert/strict";
import { truncateSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, phone } from "./browser.mjs";
import { Board } from "./election.mjs";
import { passphrase, Person, savedPage } from "./people.mjs";

let board;
let browser;
let trustee;

before(async () => {
  [board, browser] = await Promise.all([Board.open(), launch()]);
});

after(async () => {
  await browser?.close();
  await board?.stop();
});

const arrive = (name, options) => Person.arrive(browser, board, name, options);

async function otherKey() {
  await board.tabella("key", "other.key", "--name", "other");
  return board.path("other.key");
}

test("a name, a passphrase and a backup that are wrong are each refused at their field", async () => {
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
  await trustee.makeKey({ attempt: async () => {
    await trustee.give("#backup-file", await otherKey());
    await trustee.page.locator("#page").getByText("other.key").waitFor();
    await trustee.fill("#passphrase", "practice");
    await trustee.press("officials.key.prove");
    await trustee.awaitWords("officials.key.otherKey");
    await trustee.inspect("trustee-other-backup");
  } });
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
  assert.equal(await field.evaluate((input) => input.validationMessage), stranger.says("officials.fileTooLarge", { n: 64 }));
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
  assert.equal(await person.button("trustee.rehearsal.tell").count(), 0, "without an election there is nobody to tell");
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

test("a draft says what is wrong while it is typed, keeps it through a file, and speaks both languages", async () => {
  const official = await arrive("official", { language: "zh-CN" });
  await official.visit(`${board.url}/authority`);
  await official.inspect("authority-home-empty-zh", { keep: null });
  await official.choose("#first-template", "followUp");
  await official.press("authority.begin");
  await official.fill("#election-id", "kept");
  await official.fill("#title-en", "The park");
  await official.page.locator("#page").getByText("definition.text: title.zh-Hans").waitFor();
  await official.inspect("authority-basics-zh");
  await official.page.getByRole("button", { name: "English" }).click();
  official.language = "en-GB";
  await official.page.getByRole("heading", { name: "The election" }).waitFor();
  assert.equal(await official.page.inputValue("#election-id"), "kept");
  await official.fill("#title-zh-Hans", "公园");
  await official.page.locator("#page").getByText("questions[0].title.en").waitFor();
  await official.press("ui.continue");
  for (const template of ["rankingTies", "cumulative", "quadratic", "table"]) {
    await official.choose("#template", template);
    await official.press("authority.addQuestion");
    await official.inspect(`authority-question-${template}`, { keep: template === "table" ? "authority-question-table" : null });
    await official.press("authority.questionDone");
  }
  await official.press("ui.continue");
  await official.fill("#officials", "no key");
  await official.press("ui.continue");
  await official.screen("draft-report");
  await official.page.locator("#page").getByText("Refused:").waitFor();
  await official.awaitWords("authority.wrongKey", { n: 1, field: "officials" });
  await official.inspect("authority-report-refused");
  const draft = await official.save("draft", "authority.saveDraft");

  const other = await arrive("other");
  await other.visit(savedPage("authority"));
  await other.inspect("authority-unstamped", { keep: null });
  writeFileSync(board.path("no.draft"), "{}");
  await other.give("#draft-file", board.path("no.draft"));
  await other.awaitWords("authority.noDraft");
  await other.give("#draft-file", draft);
  await other.screen("draft-basics");
  assert.equal(await other.page.inputValue("#title-zh-Hans"), "公园");
  await other.press("ui.continue");
  assert.equal(await other.page.locator("tbody tr").count(), 6);
});

test("a file that is no post, or was changed, is not signed", async () => {
  const official = await arrive("signer");
  await official.visit(`${board.url}/authority`);
  await official.press("authority.openPost");
  writeFileSync(board.path("no.post"), "no post");
  await official.give("#post-file", board.path("no.post"));
  await official.awaitWords("authority.noPost");
  await official.inspect("authority-no-post");
  await official.fill("#post-text", '{"type":"open","election":"nowhere"}\n\n');
  await official.press("authority.read");
  await official.screen("sign-unknown");
  await official.inspect("authority-sign-unknown");
});
