// The voter page's way from the first screen to the last, as several people go it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chinese, desktop } from "../browser.mjs";
import { short } from "../prepared.mjs";
import { shortQuestions } from "../questions.mjs";
import { openStage } from "../stage.mjs";
import { add, answerShort, cast, findByCode, readCode, tick, voteShort } from "../voting.mjs";

const { board, open, codeOf, openCheck } = await openStage();

test("votes in Chinese by keyboard alone", async () => {
  const voter = await open(chinese);
  const { page } = voter;
  await page.goto(board.address(short, "vote"));
  await voter.screen("start");
  await voter.inspect("start", { keep: "start-zh" });
  const focus = async (selector) => {
    for (let i = 0; i < 60; ++i) {
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) {
        const [top, bottom, head, bar] = await page.evaluate(() => {
          const { activeElement } = document;
          const box = activeElement.getBoundingClientRect();
          // The title and what is left stay at the upper edge of a question, what leads on at the
          // lower one.
          const staying = (css) =>
            [...document.querySelectorAll(css)]
              .filter(
                (each) =>
                  getComputedStyle(each).position === "sticky" && !each.contains(activeElement),
              )
              .map((each) => each.getBoundingClientRect());
          return [
            box.top,
            box.bottom,
            Math.max(
              0,
              ...staying("main h1, main .left-box").map((each) =>
                each.top <= box.top ? each.bottom : 0,
              ),
            ),
            Math.min(innerHeight, ...staying("main > .actions").map((each) => each.top)),
          ];
        });
        assert.ok(bottom > head && top < bar, "the focused control is in view");
        assert.ok(top >= head - 1, `the focused control is not under the title: ${top} ${head}`);
        return;
      }
      await page.keyboard.press("Tab");
    }
    assert.fail(`the keyboard does not reach ${selector}`);
  };
  const press = async (selector, key = "Enter") => {
    await focus(selector);
    await page.keyboard.press(key);
  };
  await press("main .actions button.primary");
  await voter.screen("code");
  await voter.inspect("code", { keep: "code-zh" });
  await focus("#code");
  await page.keyboard.type(codeOf(short, 0).toLowerCase());
  await page.keyboard.press("Enter");
  await voter.screen("welcome");
  await press("main .actions button.primary");
  await voter.screen("question");
  await press('label:first-of-type > input[type="checkbox"]', "Space");
  await voter.inspect("question-choose", { keep: "question-choose-zh" });
  await press("main .actions button.primary");
  await page.locator("main h1").getByText(shortQuestions[1].title.zh).waitFor();
  await press('input[type="checkbox"]', "Space");
  await press("main .actions button.primary");
  for (let i = 0; i < 3; ++i) {
    await press(".unranked-option button");
    await page.evaluate(() => document.querySelector("h1").focus());
  }
  await voter.inspect("question-ranking", { keep: "question-ranking-zh" });
  await press("main .actions button.primary");
  await voter.screen("review");
  await voter.inspect("review", { keep: "review-zh" });
  await press("main .actions button.primary");
  await voter.screen("cast_or_test");
  await voter.inspect("cast-or-test", { keep: "cast-or-test-zh" });
  await press("#cast");
  await voter.screen("done");
  await voter.inspect("done", { keep: "done-zh" });
  assert.match(await page.innerText("main"), /您的选票已在票箱中。/);
});

test("replaces a ballot, and the check page tells which one counts", async () => {
  const voter = await open({ viewport: desktop });
  const code = codeOf(short, 1);
  await voteShort(voter, board.address(short, "vote"), code);
  const first = await readCode(voter);
  await cast(voter);
  await voter.inspect("done", { keep: null });
  await voter.page.emulateMedia({ media: "print" });
  assert.ok(
    !(await voter.page.isVisible("main .actions")) && !(await voter.page.isVisible(".settings")),
    "paper has nothing to press",
  );
  assert.match(
    await voter.page.innerText("main"),
    /Check your receipt on any device, at the check address in your letter\./,
  );
  assert.equal(await readCode(voter), first);
  const paper = (await voter.page.pdf({ format: "A4" })).toString("latin1");
  assert.equal(paper.match(/\/Type \/Page\b/g).length, 1, "the receipt is one sheet");
  await voter.page.emulateMedia({ media: null });
  const download = voter.page.waitForEvent("download");
  await voter.next();
  const receipt = await (await download).path();
  // Nothing is asked twice in one visit, until the voter ends it.
  await voter.page.click("text=Change my vote");
  await voter.screen("voted_before");
  await voter.inspect("voted-before");
  await voter.next();
  await answerShort(voter, { trees: "No" });
  // The work waits until the screen that shows it was looked at, and the page has the patience for
  // it.
  await voter.page.evaluate(() => {
    const { setTimeout: wait } = globalThis;
    globalThis.setTimeout = (act, ms, ...more) =>
      wait(act, ms === 30_000 ? 2 ** 31 - 1 : ms, ...more);
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...order) {
      Worker.prototype.postMessage = post;
      globalThis.release = () => this.postMessage(...order);
    };
  });
  await voter.next();
  await voter.screen("sealing");
  await voter.inspect("sealing");
  await voter.page.waitForFunction("globalThis.release !== undefined");
  await voter.page.evaluate(() => globalThis.release());
  await voter.screen("cast_or_test");
  const second = await readCode(voter);
  await cast(voter);
  await voter.page.click("button:text-is('Finish')");
  await voter.screen("start");
  await voter.page.goBack();
  await voter.screen("start");
  await voter.next();
  await voter.screen("code");
  await voter.page.fill("#code", code);
  await voter.page.click("main form button.primary");
  await voter.screen("voted_before");

  await openCheck(voter);
  await voter.screen("find");
  await voter.inspect("check-find");
  await voter.page.setInputFiles("#receipt-file", {
    name: "receipt.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("no receipt"),
  });
  await voter.screen("wrong_receipt");
  await voter.inspect("check-wrong-receipt");
  await voter.next();
  await voter.page.setInputFiles("#receipt-file", receipt);
  await voter.screen("replaced");
  await voter.inspect("check-replaced");
  assert.match(await voter.page.innerText("main"), /1 of 1 independent witnesses confirm/);
  await voter.next();
  await findByCode(voter, second);
  await voter.screen("counts");
  assert.notEqual(first, second);
});

test("keeps everything when the language changes, and at the browser's own buttons", async () => {
  const voter = await open();
  const { page } = voter;
  await page.goto(board.address(short, "vote"));
  await voter.screen("start");
  await voter.next();
  await page.fill("#code", codeOf(short, 2).slice(0, 9));
  await page.click('button[lang="zh-Hans"]');
  assert.equal(await page.inputValue("#code"), codeOf(short, 2).slice(0, 9));
  assert.equal(await page.innerText("h1"), "您的投票码");
  await page.fill("#code", codeOf(short, 2));
  await page.click("main form button.primary");
  await voter.screen("welcome");
  await voter.next();
  await tick(voter, "要");
  await page.click('button[lang="en"]');
  assert.equal(await page.innerText("h1"), "Shall the square have trees?");
  assert.equal(
    await page.$eval("main input:checked", (input) => input.parentElement.innerText.trim()),
    "Yes",
  );
  await voter.next();
  await tick(voter, "Oak");
  await page.goBack();
  await page.waitForSelector("h1:has-text('Shall the square')");
  assert.equal(
    await page.$eval("main input:checked", (input) => input.parentElement.innerText.trim()),
    "Yes",
  );
  await page.goForward();
  await page.waitForSelector("h1:has-text('Which trees')");
  assert.equal(
    await page.$eval("main input:checked", (input) => input.parentElement.innerText.trim()),
    "Oak",
  );
  await voter.next();
  // An order that is not complete is named on review and cannot be sealed.
  await add(voter, "Peace Square");
  await voter.next();
  await voter.screen("review");
  await voter.next();
  await page.waitForSelector(".error-summary");
  await voter.inspect("review-problem");
  await voter.assertNothingKept();
  // Leaving asks first.
  const asked = page.waitForEvent("dialog");
  const leaving = page.goto("about:blank").catch(() => undefined);
  const dialog = await asked;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.accept();
  await leaving;
});

test("says where one is, what is asked and that nothing is cast yet, on every screen", async () => {
  const voter = await open();
  const { page } = voter;
  const barWords = () =>
    page.evaluate(() => {
      const bar = document.querySelector(".notice-bar");
      return bar.checkVisibility() ? bar.innerText : "";
    });
  const labels = [];
  const look = async (screen, bar) => {
    await voter.screen(screen);
    labels.push(await page.evaluate(() => document.querySelector("main .step")?.innerText ?? ""));
    assert.match(await barWords(), bar ? /Not cast yet/ : /^$/, `the bar of ${screen}`);
  };
  const names = (question) => question.options.map(({ text }) => text.en);
  const shown = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("label.option")].map((label) => ({
        name: label.querySelector(".option-name").innerText,
        first: label.firstElementChild.tagName,
      })),
    );
  const [plan, which] = shortQuestions;

  await page.goto(board.address(short, "vote"));
  await look("start", false);
  assert.match(await page.innerText("main"), /You can vote until .*2090/);
  await voter.next();
  await voter.screen("code");
  assert.match(
    await page.innerText("main"),
    /in your letter\. It is not a password for any other service/,
  );
  await page.goBack();
  await voter.screen("start");
  await page.click("text=Practise first");
  await look("code", false);
  await page.fill("#code", await page.innerText(".practice-code"));
  await page.click("main form button.primary");
  await look("welcome", false);
  await voter.next();
  await look("question", false);
  // In the order of the definition, the control before its name.
  assert.deepEqual(
    (await shown()).slice(0, plan.options.length).map(({ name }) => name),
    names(plan),
  );
  assert.ok((await shown()).every(({ first }) => first === "INPUT"));
  await tick(voter, "Yes");
  await look("question", true);
  await voter.next();
  await page.locator("#page").getByText(which.title.en).waitFor();
  await look("question", true);
  assert.deepEqual(
    (await shown()).map(({ name }) => name),
    names(which),
  );
  // Left empty: review says so, and nothing is held up.
  await voter.next();
  for (const name of ["Peace Square", "Linden Square", "Market Square"]) await add(voter, name);
  await voter.next();
  await look("review", true);
  assert.equal(await page.locator("main .answer.none").count(), 1, "what was left empty is named");
  await voter.next();
  await look("cast_or_test", true);
  assert.equal(await page.innerText("#cast"), "Cast this ballot");
  await page.click("#cast");
  await look("practised", false);
  const [start, ...steps] = labels;
  assert.equal(start, "");
  const numbers = steps.map((label) =>
    /^Step (\d) of 5(?: \u00b7 Question (\d) of \d)?$/.exec(label)?.slice(1).join(" ").trim(),
  );
  assert.deepEqual(
    numbers,
    ["1", "1", "2 1", "2 1", "2 2", "3", "4", "5"],
    "the step of each screen, and none comes again",
  );
});
