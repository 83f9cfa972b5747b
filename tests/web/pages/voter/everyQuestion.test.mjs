// One ballot with every kind of question, from the code to a proof, tested on a second device.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { chinese } from "../browser.mjs";
import { becomes } from "../patience.mjs";
import { whole } from "../prepared.mjs";
import { questions } from "../questions.mjs";
import { openStage } from "../stage.mjs";
import { add, cast, findByCode, readCode, sealBallot, step, stepButton, tick } from "../voting.mjs";

const { board, open, codeOf, openCheck } = await openStage();

// The groups of a code and their letters, wherever a code is shown.
const readLook = (visitor) =>
  visitor.page.evaluate(() =>
    [...document.querySelectorAll("main .receipt-code")]
      .slice(0, 1)
      .map((code) => ({
        groups: [...code.querySelectorAll("span")].map((span) => span.textContent),
        font: getComputedStyle(code).fontFamily,
        spacing: getComputedStyle(code).letterSpacing,
      })),
  );

// In the order of the definition, which officials sign, and each option's control on the same side.
async function assertOrder(visitor, id) {
  const rows = await visitor.page.$$eval(
    "main .option:not(.blank), main .unranked-option, main .stepper, main .grade-row",
    (found) =>
      found.map((row) => ({
        text: row.innerText.trim(),
        side: row.firstElementChild.matches("input") ? "control" : "name",
      })),
  );
  const { options } = questions.find((question) => question.id === id);
  const shown = rows
    .slice(0, options.length)
    .map(({ text }, i) => (text.startsWith(options[i].text.en) ? options[i].text.en : text));
  assert.deepEqual(
    shown,
    options.map(({ text }) => text.en),
    `the order of ${id}`,
  );
  assert.equal(new Set(rows.map(({ side }) => side)).size, 1, `the sides of ${id}`);
}

// Every kind of question in one ballot.
async function answerAll(visitor, inspect) {
  const next = async (name) => {
    await inspect(name);
    await visitor.next();
  };
  await assertOrder(visitor, "plan");
  await tick(visitor, "Yes");
  await visitor.page.click('label.option:has-text("Decide")', { force: true });
  const marks = await visitor.page.$$eval("main input:checked", (inputs) =>
    inputs.map((input) => input.parentElement.innerText.trim()),
  );
  assert.deepEqual(marks, ["Yes"], "a mark beyond the limit takes none away");
  assert.match(await visitor.page.innerText(".left.refused"), /First take your mark away/);
  await next("question-choose");
  await assertOrder(visitor, "which");
  await tick(visitor, "Oak");
  await tick(visitor, "Linden");
  assert.equal(await visitor.page.title().then((title) => title.startsWith("Which trees?")), true);
  assert.equal(
    await visitor.page.$$eval("main script, main img", (found) => found.length),
    0,
    "a script in a text stays text",
  );
  await next("question-conditional");
  await assertOrder(visitor, "name");
  for (const name of ["Market Square", "Linden Square", "Peace Square"]) await add(visitor, name);
  await visitor.page.click('.ranked-option:has-text("Peace") button:has-text("Up")');
  const order = await visitor.page.$$eval(".ranked .ranked-name", (names) =>
    names.map((name) => name.innerText),
  );
  assert.deepEqual(order, ["Market Square", "Peace Square", "Linden Square"]);
  await next("question-ranking");
  await assertOrder(visitor, "order");
  await add(visitor, "Light");
  await add(visitor, "Drinking water");
  await visitor.page.click('.ranked-option:has-text("water") button:has-text("Share")');
  await next("question-ranking-ties");
  await assertOrder(visitor, "prize");
  await add(visitor, "Design B");
  await add(visitor, "Design C");
  const places = await visitor.page.$$eval(".ranked .ranked-name", (names) =>
    names.map((name) => name.innerText),
  );
  await visitor.page.click('.unranked-option:has-text("Design A") button', { force: true });
  assert.deepEqual(
    await visitor.page.$$eval(".ranked .ranked-name", (names) =>
      names.map((name) => name.innerText),
    ),
    places,
    "no place is made for a third",
  );
  assert.match(await visitor.page.innerText(".left.refused"), /\S/);
  await visitor.page.click('.ranked-option:has-text("Design C") button:has-text("Remove")');
  await next("question-places");
  await assertOrder(visitor, "score");
  const value = (text) => visitor.page.innerText(`.stepper:has-text("${text}") .stepper-value`);
  const press = (text, sign) => visitor.page.click(stepButton(text, sign), { force: true });
  await press("South", "\u2212");
  assert.match(await value("South"), /^0\b/, "nothing is below no points");
  for (let i = 0; i < 6; ++i) await press("South", "+");
  assert.match(await value("South"), /^5\b/, "nothing is above the highest score");
  for (let i = 0; i < 5; ++i) await press("South", "\u2212");
  await step(visitor, "North", "+");
  await step(visitor, "North", "+");
  await next("question-score");
  await assertOrder(visitor, "points");
  for (let i = 0; i < 3; ++i) await step(visitor, "Music", "+");
  await press("Music", "+");
  assert.match(
    await visitor.page.innerText('.stepper:has-text("Music") .stepper-value'),
    /3 points/,
  );
  await next("question-points");
  await assertOrder(visitor, "grade");
  for (const [rule, grade] of [
    ["Quiet", "Fair"],
    ["Dogs", "Good"],
  ])
    await visitor.page.click(`.grade-row:has-text("${rule}") label:has-text("${grade}")`);
  await next("question-grades");
  await assertOrder(visitor, "weight");
  for (let i = 0; i < 2; ++i) await step(visitor, "Shade", "+");
  await step(visitor, "Playground", "\u2212");
  const votes = await value("Shade");
  await press("Shade", "+");
  assert.equal(await value("Shade"), votes, "a third vote costs more than what is left");
  assert.match(await visitor.page.innerText(".left.refused"), /\S/);
  await next("question-quadratic");
  await assertOrder(visitor, "budget");
  await tick(visitor, "Fountain");
  await visitor.page.click('label.option:has-text("Stage")', { force: true });
  assert.match(await visitor.page.innerText(".left.refused"), /1,000/);
  await next("question-budget");
  await assertOrder(visitor, "table");
  await tick(visitor, "Under 30");
  await tick(visitor, "Often");
  await visitor.page.click('label.option:has-text("Seldom")', { force: true });
  assert.deepEqual(
    await visitor.page.$$eval("main input:checked", (inputs) =>
      inputs.map((input) => input.parentElement.innerText.trim()),
    ),
    ["Under 30", "Often"],
  );
  await next("question-table");
}

test("leads from the code to a proof, with every kind of question, and a test of it", async () => {
  const voter = await open();
  const { page } = voter;
  await page.goto(board.address(whole, "vote"));
  await voter.screen("start");
  await voter.inspect("start");
  await page.click("text=How your vote stays secret");
  await voter.inspect("secrecy");
  assert.match(await page.innerText("main"), /Totals are opened even if few people vote\./);
  await voter.next();
  await voter.screen("start");
  await voter.next();
  await voter.screen("code");
  await voter.inspect("code");
  const requests = voter.requests.length;
  await page.fill(
    "#code",
    codeOf(whole, 0).replace(/.$/, (last) => (last === "2" ? "3" : "2")),
  );
  await page.click("main form button.primary");
  await page.waitForSelector(".error-summary");
  assert.match(await page.innerText(".error-summary"), /There is a problem[\s\S]*typing mistake/);
  assert.equal(await page.evaluate(() => document.activeElement.className), "error-summary");
  await page.click(".error-summary .link");
  assert.equal(
    await page.evaluate(() => document.activeElement.id),
    "code",
    "a mistake leads to its place",
  );
  await page.click('button[lang="zh-Hans"]');
  assert.equal(await page.innerText(".error-summary h2"), "有问题需要处理");
  await page.click('button[lang="en"]');
  assert.equal(
    voter.requests.length,
    requests,
    "a typing mistake is found before anything is sent",
  );
  await voter.inspect("code-mistake");
  await page.fill("#code", "2222-2222-2222-2222-2222-2222");
  await page.fill("#code", codeOf(whole, 0));
  await page.click("main form button.primary");
  await voter.screen("welcome");
  await voter.inspect("welcome");
  await voter.next();
  await answerAll(voter, (name) => voter.inspect(name));
  await voter.screen("review");
  await voter.inspect("review");
  await page.click('.review-item:has-text("Which trees") button');
  await voter.next();
  await voter.screen("review");
  await sealBallot(voter);
  await voter.inspect("cast-or-test");
  const code = await readCode(voter);
  const look = await readLook(voter);
  assert.equal(await page.innerText(".notice-bar"), "Not cast yet");

  // The second device: it sees the code first, then opens the ballot.
  const device = await open(chinese);
  await openCheck(device, { id: whole });
  await device.screen("find");
  await findByCode(device, code);
  await device.screen("not_found");
  await device.inspect("check-not-found");
  await device.next();
  await page.click("#test");
  await voter.screen("test");
  await page.waitForSelector("text=was told that this ballot was tested");
  await voter.inspect("test");
  await page.click("main summary:has-text('text')");
  const file = await page.inputValue("main textarea");
  assert.ok(
    !file.includes(codeOf(whole, 0)) && !file.includes('"kappa"'),
    "the test says nothing that could cast",
  );
  await device.page.fill("#test-text", file);
  await device.page.click("#open-test");
  await device.screen("test_opened");
  await device.inspect("check-test-opened");
  assert.deepEqual(await readLook(device), look, "what is compared is alike on both devices");
  const said = await device.page.innerText("main");
  for (const words of ["橡树", "集市广场", "设计乙", "喷泉"])
    assert.ok(said.includes(words), `the device says ${words}`);
  await device.page.click("#no");
  await device.screen("report");
  await device.inspect("check-report");
  const [saved] = await Promise.all([
    device.page.waitForEvent("download"),
    device.page.click("main .actions button.primary"),
  ]);
  const evidence = JSON.parse(await readFile(await saved.path(), "utf8"));
  assert.deepEqual(Object.keys(evidence), ["type", "election", "codes_shown_before", "test_file"]);
  assert.equal(evidence.test_file, file);
  assert.deepEqual(evidence.codes_shown_before.length, 1);
  await device.page.goBack();
  await device.screen("test_opened");
  await device.page.click("#yes");
  await device.screen("test_agreed");
  await device.inspect("check-test-agreed");

  // Not even the browser's own buttons bring an opened ballot back to be cast.
  await page.goBack();
  await voter.screen("review");
  await sealBallot(voter);
  const second = await readCode(voter);
  assert.notEqual(second, code, "the next ballot has a new seed");
  await becomes(() => page.workers().length, 1, "sealed beside the page");
  await cast(voter);
  await becomes(() => page.workers().length, 0, "what sealed is gone with its memory");
  await voter.inspect("done");
  assert.equal(await readCode(voter), second);
  assert.ok(
    !(await page.innerText("main")).includes("Oak"),
    "no screen after the cast repeats the choices",
  );
  await page.click("text=Check my receipt");
  await voter.screen("later");
  await voter.inspect("later");
  await page.goBack();
  await voter.screen("done");

  await openCheck(device, { id: whole });
  await findByCode(device, second.slice(0, 11));
  await device.screen("counts");
  await device.inspect("check-counts");
  // What begins with a single group is offered.
  await openCheck(device, { id: whole });
  await findByCode(device, second.slice(0, 4));
  await device.page.locator("#page").getByText("请至少输入回执码的第一组").first().waitFor();
  await findByCode(device, second.slice(0, 5).toLowerCase());
  await device.screen("several");
  await device.inspect("check-several");
  await device.page.click(`main button:has-text("${second}")`);
  await device.screen("counts");
  await openCheck(device, { id: whole });
  await findByCode(device, code);
  await device.screen("tested");
  await device.inspect("check-tested");
});
