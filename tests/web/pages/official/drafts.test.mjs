// Faults in drafts and files, as officials meet them, and another language in the middle of typing.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { test } from "node:test";
import { Board } from "../board.mjs";
import { savedPage } from "../people.mjs";
import { openStage } from "../stage.mjs";

const { board, arrive } = await openStage(Board.open);

test("a draft says what is wrong, keeps it through a file, and speaks both languages", async () => {
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
  for (const [i, template] of ["rankingTies", "cumulative", "quadratic", "table"].entries()) {
    await official.choose("#template", template);
    await official.press("authority.addQuestion");
    await official.screen(`draft-question-${2 + i}`);
    await official.inspect(`authority-question-${template}`, {
      keep: template === "table" ? "authority-question-table" : null,
    });
    await official.press("authority.questionDone");
    await official.screen("draft-questions");
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
  await other.screen("draft-questions");
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
  await official.awaitWords("authority.noPost");
  const belongs = "A".repeat(43);
  await official.fill("#post-text", `{"type":"open","election":"nowhere"}\nof ${belongs}\n\n`);
  await official.press("authority.read");
  await official.screen("sign-unknown");
  await official.inspect("authority-sign-unknown");
});
