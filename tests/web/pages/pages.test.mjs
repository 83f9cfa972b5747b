// The voter page and the check-my-vote page against a real board, in Chromium.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { desktop, launch, phone, Visitor } from "./browser.mjs";
import { Board, questions, released, shortQuestions } from "./election.mjs";
import { add, answerShort, enter, manipulate, readCode, sealBallot, step, stepButton, tick, voteShort } from "./voting.mjs";

const [whole, short, once] = ["town-square", "trees", "trees-once"];
let board;
let browser;
// Of a ballot that was tested, in the short election
let testFile;
let lastReceipt;
// Of the ballot of the whole election that is in the box
let wholeCode;

before(async () => {
  [board, browser] = await Promise.all([Board.start(), launch()]);
  await board.hold(whole, { voters: 3 });
  await board.hold(short, { asked: shortQuestions, voters: 19, schedule: { opens: "2089-05-01T06:00:00Z", closes: "2090-05-09T18:00:00Z" } });
  await board.publishPage(short);
  await board.act("open", short);
  await board.hold(once, { asked: shortQuestions, voters: 2, revoting: "refused" });
});

after(async () => {
  await browser?.close();
  await board?.stop();
});

const open = (more = {}) => Visitor.open(browser, { operators: board.operators, ...more });

const codeOf = (id, i) => board.codes[id][i];
// The groups of a code and their letters, wherever a code is shown.
const readLook = (visitor) => visitor.page.evaluate(() => [...document.querySelectorAll("main .receipt-code")].slice(0, 1).map((code) =>
  ({ groups: [...code.querySelectorAll("span")].map((span) => span.textContent), font: getComputedStyle(code).fontFamily, spacing: getComputedStyle(code).letterSpacing })));

const chinese = { language: "zh-CN", viewport: desktop };

async function openCheck(visitor, fragment = "", id = short, operator = 1) {
  await visitor.page.goto("about:blank");
  await visitor.page.goto(`${board.address(id, "check", operator)}${fragment}`);
}

async function findByCode(visitor, code) {
  await visitor.page.fill("#receipt", code);
  await visitor.page.click("main form button.primary");
}

// The id of a ballot of the short election that is in the box.
async function findCastBallot() {
  const voter = await open();
  await voteShort(voter, board.address(short, "vote"), codeOf(short, 12));
  const id = await voter.page.evaluate(() => [...document.querySelectorAll("details .code")].map((node) => node.textContent)[0]);
  await cast(voter);
  return { ballot: id };
}

async function cast(visitor) {
  await visitor.page.click("#cast");
  await visitor.screen("done");
}

// In the order of the definition, which officials sign, and each option's control on the same side.
async function assertOrder(visitor, id) {
  const rows = await visitor.page.$$eval("main .option:not(.blank), main .unranked-option, main .stepper, main .grade-row",
    (found) => found.map((row) => ({ text: row.innerText.trim(), side: row.firstElementChild.matches("input") ? "control" : "name" })));
  const { options } = questions.find((question) => question.id === id);
  const shown = rows.slice(0, options.length).map(({ text }, i) => (text.startsWith(options[i].text.en) ? options[i].text.en : text));
  assert.deepEqual(shown, options.map(({ text }) => text.en), `the order of ${id}`);
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
  const marks = await visitor.page.$$eval("main input:checked", (inputs) => inputs.map((input) => input.parentElement.innerText.trim()));
  assert.deepEqual(marks, ["Yes"], "a mark beyond the limit takes none away");
  assert.match(await visitor.page.innerText(".left.refused"), /First take your mark away/);
  await next("question-choose");
  await assertOrder(visitor, "which");
  await tick(visitor, "Oak");
  await tick(visitor, "Linden");
  assert.equal(await visitor.page.title().then((title) => title.startsWith("Which trees?")), true);
  assert.equal(await visitor.page.$$eval("main script, main img", (found) => found.length), 0, "a script in a text stays text");
  await next("question-conditional");
  await assertOrder(visitor, "name");
  for (const name of ["Market Square", "Linden Square", "Peace Square"]) await add(visitor, name);
  await visitor.page.click('.ranked-option:has-text("Peace") button:has-text("Up")');
  const order = await visitor.page.$$eval(".ranked .ranked-name", (names) => names.map((name) => name.innerText));
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
  const places = await visitor.page.$$eval(".ranked .ranked-name", (names) => names.map((name) => name.innerText));
  await visitor.page.click('.unranked-option:has-text("Design A") button', { force: true });
  assert.deepEqual(await visitor.page.$$eval(".ranked .ranked-name", (names) => names.map((name) => name.innerText)), places, "no place is made for a third");
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
  assert.match(await visitor.page.innerText('.stepper:has-text("Music") .stepper-value'), /3 points/);
  await next("question-points");
  await assertOrder(visitor, "grade");
  for (const [rule, grade] of [["Quiet", "Fair"], ["Dogs", "Good"]]) await visitor.page.click(`.grade-row:has-text("${rule}") label:has-text("${grade}")`);
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
  assert.deepEqual(await visitor.page.$$eval("main input:checked", (inputs) => inputs.map((input) => input.parentElement.innerText.trim())), ["Under 30", "Often"]);
  await next("question-table");
}

describe("the voter page", () => {
  test("leads from the code to a proof, tested on a second device, with every kind of question", async () => {
    const voter = await open();
    const { page } = voter;
    await page.goto(board.address(whole, "vote"));
    await voter.screen("start");
    await voter.inspect("start");
    await page.click("text=How your vote stays secret");
    await voter.inspect("secrecy");
    await voter.next();
    await voter.screen("start");
    await voter.next();
    await voter.screen("code");
    await voter.inspect("code");
    const requests = voter.requests.length;
    await page.fill("#code", codeOf(whole, 0).replace(/.$/, (last) => (last === "2" ? "3" : "2")));
    await page.click("main form button.primary");
    await page.waitForSelector(".error-summary");
    assert.match(await page.innerText(".error-summary"), /There is a problem[\s\S]*typing mistake/);
    assert.equal(await page.evaluate(() => document.activeElement.className), "error-summary");
    await page.click(".error-summary .link");
    assert.equal(await page.evaluate(() => document.activeElement.id), "code", "a mistake leads to its place");
    await page.click('button[lang="zh-Hans"]');
    assert.equal(await page.innerText(".error-summary h2"), "有问题需要处理");
    await page.click('button[lang="en"]');
    assert.equal(voter.requests.length, requests, "a typing mistake is found before anything is sent");
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
    await openCheck(device, "", whole);
    await device.screen("find");
    await findByCode(device, code);
    await device.screen("not_found");
    await device.inspect("check-not-found");
    await device.next();
    await page.click("#test");
    await voter.screen("test");
    await page.waitForSelector("text=knows that this ballot was tested");
    await voter.inspect("test");
    await page.click("main summary:has-text('text')");
    const file = await page.inputValue("main textarea");
    assert.ok(!file.includes(codeOf(whole, 0)) && !file.includes("kappa"), "the test says nothing that could cast");
    await device.page.fill("#test-text", file);
    await device.page.click("#open-test");
    await device.screen("test_opened");
    await device.inspect("check-test-opened");
    assert.deepEqual(await readLook(device), look, "what is compared is alike on both devices");
    const said = await device.page.innerText("main");
    for (const words of ["橡树", "集市广场", "设计乙", "喷泉"]) assert.ok(said.includes(words), `the device says ${words}`);
    await device.page.click("#no");
    await device.screen("report");
    await device.inspect("check-report");
    const [saved] = await Promise.all([device.page.waitForEvent("download"), device.page.click("main .actions button.primary")]);
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
    assert.equal(page.workers().length, 1, "sealed beside the page");
    await cast(voter);
    assert.equal(page.workers().length, 0, "what sealed is gone with its memory");
    await voter.inspect("done");
    assert.equal(await readCode(voter), second);
    wholeCode = second;
    assert.ok(!(await page.innerText("main")).includes("Oak"), "no screen after the cast repeats the choices");
    await page.click("text=Check my receipt");
    await voter.screen("later");
    await voter.inspect("later");
    await page.goBack();
    await voter.screen("done");

    await openCheck(device, "", whole);
    await findByCode(device, second.slice(0, 11));
    await device.screen("counts");
    await device.inspect("check-counts");
    // What begins with a single group is offered.
    await openCheck(device, "", whole);
    await findByCode(device, second.slice(0, 4));
    await device.page.locator("#page").getByText("请至少输入回执码的第一组").first().waitFor();
    await findByCode(device, second.slice(0, 5).toLowerCase());
    await device.screen("several");
    await device.inspect("check-several");
    await device.page.click(`main button:has-text("${second}")`);
    await device.screen("counts");
    await openCheck(device, "", whole);
    await findByCode(device, code);
    await device.screen("tested");
    await device.inspect("check-tested");
  });

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
            // The title and what is left stay at the upper edge of a question, what leads on at the lower one.
            const staying = (css) => [...document.querySelectorAll(css)].filter((each) => getComputedStyle(each).position === "sticky" && !each.contains(activeElement))
              .map((each) => each.getBoundingClientRect());
            return [box.top, box.bottom, Math.max(0, ...staying("main h1, main .left-box").map((each) => (each.top <= box.top ? each.bottom : 0))),
              Math.min(innerHeight, ...staying("main > .actions").map((each) => each.top))];
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
    assert.ok(!(await voter.page.isVisible("main .actions")) && !(await voter.page.isVisible(".settings")), "paper has nothing to press");
    assert.match(await voter.page.innerText("main"), new RegExp(`Check your receipt on any device: ${board.operators[1]}/e/${short}/check`));
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
    // The work waits until the screen that shows it was looked at.
    await voter.page.evaluate(() => {
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
    await voter.page.setInputFiles("#receipt-file", { name: "receipt.txt", mimeType: "text/plain", buffer: Buffer.from("no receipt") });
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

  test("keeps everything when the language changes and when the browser's buttons are used", async () => {
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
    assert.equal(await page.$eval("main input:checked", (input) => input.parentElement.innerText.trim()), "Yes");
    await voter.next();
    await tick(voter, "Oak");
    await page.goBack();
    await page.waitForSelector("h1:has-text('Shall the square')");
    assert.equal(await page.$eval("main input:checked", (input) => input.parentElement.innerText.trim()), "Yes");
    await page.goForward();
    await page.waitForSelector("h1:has-text('Which trees')");
    assert.equal(await page.$eval("main input:checked", (input) => input.parentElement.innerText.trim()), "Oak");
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

  test("sends as many bytes for every answer to the same questions, also where no worker starts", async () => {
    const sizes = [];
    for (const [i, answers] of [[3, { trees: "Yes", kinds: ["Oak", "Linden"] }], [4, { trees: "Blank vote", order: ["Linden Square", "Market Square", "Peace Square"] }]]) {
      const voter = await open();
      const withoutWorker = i === 4;
      if (withoutWorker) await voter.context.addInitScript(() => { globalThis.Worker = class { constructor() { throw new DOMException("", "SecurityError"); } }; });
      await voteShort(voter, board.address(short, "vote"), codeOf(short, i), answers);
      assert.equal(voter.page.workers().length, withoutWorker ? 0 : 1);
      await cast(voter);
      sizes.push(voter.posts.at(-1).body.length);
    }
    assert.equal(sizes[0], sizes[1]);
  });

  test("tells nobody of a fault of its own, and goes on", async () => {
    const voter = await open();
    await voteShort(voter, board.address(short, "vote"), codeOf(short, 18), { trees: "Yes", kinds: ["Oak"] });
    const requests = voter.requests.length;
    const fault = () => {
      setTimeout(() => { throw new Error("a fault of the page"); });
      void Promise.reject(new Error("another"));
    };
    await voter.page.evaluate(fault);
    await voter.page.workers()[0].evaluate(() => setTimeout(() => { throw new Error("a fault of the worker"); }));
    while (voter.errors.length < 2) await voter.page.waitForTimeout(20);
    await voter.page.waitForTimeout(500);
    assert.deepEqual(voter.requests.slice(requests), [], "nothing is reported to anybody");
    voter.errors = voter.errors.filter((error) => !/a fault of the (page|worker)|another/.test(error));
    await voter.assertNothingKept();
    await voter.screen("cast_or_test");
    await cast(voter);
  });

  test("sends the same bytes to a second operator when the first does not answer", async () => {
    const voter = await open();
    await voteShort(voter, board.address(short, "vote"), codeOf(short, 5));
    await voter.page.clock.install();
    let release;
    const released = new Promise((resolve) => { release = resolve; });
    await voter.page.route(`${board.operators[0]}/add`, () => undefined);
    await voter.page.route(`${board.operators[1]}/add`, (route) => released.then(() => route.continue()));
    await voter.page.click("#cast");
    await voter.screen("waiting");
    assert.equal(voter.posts.length, 1);
    await voter.page.clock.fastForward(15_000);
    await voter.page.waitForSelector("text=did not answer in time");
    await voter.inspect("waiting");
    release();
    await voter.screen("done");
    const [first, second] = voter.posts;
    assert.deepEqual([first.url, second.url], board.operators.map((operator) => `${operator}/add`));
    assert.deepEqual(first.body, second.body);
  });

  test("cannot tell when nobody answers, and trying again sends the same bytes", async () => {
    const voter = await open();
    await voteShort(voter, board.address(short, "vote"), codeOf(short, 6));
    await voter.page.route("**/add", (route) => route.abort());
    await voter.page.click("#cast");
    await voter.screen("unknown");
    await voter.inspect("unknown");
    await voter.page.unroute("**/add");
    await voter.next();
    await voter.screen("done");
    assert.ok(voter.posts.every(({ body }) => body.equals(voter.posts[0].body)));
  });

  test("says that nothing was cast when every operator is too busy, and keeps the choices", async () => {
    const voter = await open();
    await voter.context.addInitScript(() => {
      globalThis.tones = [];
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (...when) {
        globalThis.tones.push(this.frequency.value);
        return start.apply(this, when);
      };
    });
    // What the screen shows and has played, once so many tones were played in all.
    const readOutcome = async ({ page }, tones) => {
      await page.waitForFunction((count) => globalThis.tones.length >= count, tones);
      return page.evaluate(() => ({ kind: document.querySelector("main .outcome").className,
        icon: document.querySelector("main .outcome svg path").getAttribute("d"), tones: globalThis.tones }));
    };
    await voteShort(voter, board.address(short, "vote"), codeOf(short, 7));
    await voter.page.route("**/add", (route) => route.fulfill({ status: 503, headers: { "access-control-allow-origin": "*" }, body: "" }));
    await voter.page.click("#cast");
    await voter.screen("not_cast");
    await voter.inspect("not-cast");
    const failure = await readOutcome(voter, 2);
    assert.match(failure.kind, /bad/);
    assert.ok(!/Oak|Yes|Peace/.test(await voter.page.innerText("main")), "a failure repeats no choice");
    await voter.page.unroute("**/add");
    await voter.next();
    await voter.screen("done");
    const success = await readOutcome(voter, 4);
    assert.match(success.kind, /good/);
    assert.notEqual(success.icon, failure.icon);
    const [first, second, third, fourth, ...more] = success.tones;
    assert.ok(first > second && third < fourth && more.length === 0, `failure falls, success rises: ${success.tones}`);
  });

  test("never says done for a receipt of something else", async () => {
    const voter = await open();
    await voteShort(voter, board.address(short, "vote"), codeOf(short, 8));
    const other = await (await fetch(`${board.url}/receipt/1`)).text();
    await voter.page.route("**/receipt/*", (route) => route.fulfill({ headers: { "access-control-allow-origin": "*" }, body: other }));
    await voter.page.click("#cast");
    await voter.screen("unknown");
  });

  test("says so when too few witnesses have confirmed", async () => {
    const voter = await open();
    await voteShort(voter, board.address(short, "vote"), codeOf(short, 9));
    await voter.page.route("**/receipt/*", async (route) => {
      const body = (await (await route.fetch()).text()).split("\n").filter((line) => !line.startsWith("\u2014 witness")).join("\n");
      await route.fulfill({ headers: { "access-control-allow-origin": "*" }, body });
    });
    await voter.page.clock.install();
    await voter.page.evaluate(() => {
      globalThis.pauses = [];
      new MutationObserver(() => {
        const [, pause] = /again in (\d+) seconds/.exec(document.querySelector("main").innerText) ?? [];
        if (pause !== undefined && globalThis.pauses.at(-1) !== pause) globalThis.pauses.push(pause);
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await voter.page.click("#cast");
    await voter.screen("waiting");
    // Time passes until another screen is shown; answers take their own time.
    const pass = async (step) => {
      const screen = () => voter.page.evaluate(() => document.body.dataset.screen);
      const before = await screen();
      for (let i = 0; i < 100 && await screen() === before; ++i) {
        await voter.page.clock.runFor(step);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    await pass(500);
    await voter.screen("few_witnesses");
    // It keeps asking by itself, more and more rarely, and at once when it is told to.
    const asksAfter = async (act) => {
      const before = await voter.page.evaluate(() => globalThis.pauses.length);
      await act();
      await voter.page.waitForFunction((count) => globalThis.pauses.length > count, before);
    };
    await asksAfter(() => voter.page.clock.runFor(60_000));
    await asksAfter(() => voter.next());
    assert.deepEqual(await voter.page.evaluate(() => globalThis.pauses.slice(0, 3)), ["2", "4", "8"]);
    await voter.inspect("few-witnesses");
    assert.match(await voter.page.innerText("main"), /0 of 1 independent witnesses confirm/);
    await voter.page.unroute("**/receipt/*");
    await pass(60_000);
    await voter.screen("done");
    assert.equal(voter.posts.length, 2, "nothing was sent again but to the second operator");
  });

  test("says where one is, what is asked and that nothing is cast yet, on every screen", async () => {
    const voter = await open();
    const { page } = voter;
    const barWords = () => page.evaluate(() => {
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
    const shown = () => page.evaluate(() => [...document.querySelectorAll("label.option")].map((label) => ({
      name: label.querySelector(".option-name").innerText, first: label.firstElementChild.tagName })));
    const [plan, which] = shortQuestions;

    await page.goto(board.address(short, "vote"));
    await look("start", false);
    assert.match(await page.innerText("main"), /You can vote until .*2090/);
    await voter.next();
    await voter.screen("code");
    assert.match(await page.innerText("main"), /in your letter\. It is not a password for any other service/);
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
    assert.deepEqual((await shown()).slice(0, plan.options.length).map(({ name }) => name), names(plan));
    assert.ok((await shown()).every(({ first }) => first === "INPUT"));
    await tick(voter, "Yes");
    await look("question", true);
    await voter.next();
    await page.locator("#page").getByText(which.title.en).waitFor();
    await look("question", true);
    assert.deepEqual((await shown()).map(({ name }) => name), names(which));
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
    const numbers = steps.map((label) => /^Step (\d) of 5(?: \u00b7 Question (\d) of \d)?$/.exec(label)?.slice(1).join(" ").trim());
    assert.deepEqual(numbers, ["1", "1", "2 1", "2 1", "2 2", "3", "4", "5"], "the step of each screen, and none comes again");
  });

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

  test("offers four sizes of text and three contrasts, and each keeps its promise", async () => {
    const voter = await open({ viewport: desktop, options: { reducedMotion: "reduce" } });
    const { page } = voter;
    await page.goto(board.address(short, "vote"));
    await voter.screen("start");
    await page.click(".display > summary");
    const look = () => page.evaluate(() => ({ size: getComputedStyle(document.documentElement).fontSize, paper: getComputedStyle(document.body).backgroundColor }));
    const usual = await look();
    assert.equal(usual.size, "26px");
    await voter.assertTargets("start with its choices of size and contrast");
    for (const size of ["19", "34", "48"]) {
      await page.click(`label:has(> input[name="size"][value="${size}"])`);
      assert.equal((await look()).size, `${size}px`);
      await voter.assertContrast(`start in ${size}`, 10);
    }
    await page.click('label:has(> input[name="size"][value="26"])');
    const papers = new Set([usual.paper]);
    for (const [contrast, least] of [["high", 10], ["low", 4.5]]) {
      await page.click(`label:has(> input[name="contrast"][value="${contrast}"])`);
      papers.add((await look()).paper);
      await voter.assertContrast(`start in ${contrast} contrast`, least);
      // What was chosen stays from screen to screen.
      await voter.next();
      await voter.screen("code");
      await voter.assertContrast(`code in ${contrast} contrast`, least);
      await page.fill("#code", "2222");
      await page.click("main form button.primary");
      await page.waitForSelector(".error-summary");
      await voter.assertContrast(`a mistake in ${contrast} contrast`, least);
      await page.goBack();
      await voter.screen("start");
    }
    assert.equal(papers.size, 3, "the three contrasts differ");
  });

  test("takes a code that is pasted, and one that is scanned from the letter", async () => {
    const voter = await open({ camera: true, options: { permissions: ["clipboard-read", "clipboard-write"] } });
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

  test("keeps the title, what is left and what leads on in view where a question is longer than the window", async () => {
    const voter = await open();
    const { page } = voter;
    await enter(voter, board.address(short, "vote"), codeOf(short, 14));
    await voter.screen("welcome");
    await voter.next();
    await voter.screen("question");
    const look = () => page.evaluate(() => {
      const inView = (node) => {
        const box = node.getBoundingClientRect();
        return box.bottom > 20 && box.top < innerHeight - 20 && document.elementFromPoint(box.left + 30, Math.max(2, box.bottom - 12)) !== null
          && node.contains(document.elementFromPoint(box.left + 30, Math.max(2, box.bottom - 12)));
      };
      return ["main h1", "main .left-box", "main > .actions"].map((css) => inView(document.querySelector(css)));
    });
    // A title of many lines keeps its last ones.
    for (const title of [null, "Shall the square have trees? ".repeat(12)]) {
      if (title !== null) await page.evaluate((text) => { document.querySelector("main h1").textContent = text; }, title);
      await page.evaluate(() => document.querySelectorAll("label.option").forEach((option) => { option.style.minHeight = "900px"; }));
      for (const top of [500, 1500, 2200]) {
        await page.evaluate((to) => scrollTo(0, to), top);
        await page.waitForTimeout(50);
        assert.deepEqual(await look(), [true, true, true], `at ${top} px`);
      }
    }
    // Where the text is large or the window low they give way.
    await page.evaluate(() => { document.documentElement.dataset.size = "48"; });
    await page.evaluate(() => scrollTo(0, 1500));
    assert.deepEqual((await look()).filter((_, i) => i !== 1), [false, false]);
  });

  test("keeps its shape from right to left, in longer words, in forced colours and without motion", async () => {
    const voter = await open({ stretched: true, options: { forcedColors: "active", reducedMotion: "reduce" } });
    const { page } = voter;
    const look = async (name) => {
      await voter.screen(name);
      await voter.assertShape(name);
    };
    await page.goto(board.address(short, "vote"));
    await look("start");
    await voter.next();
    await look("code");
    await page.fill("#code", codeOf(short, 14));
    await page.click("main form button.primary");
    await look("welcome");
    await voter.next();
    await look("question");
    await tick(voter, "Yes");
    await voter.next();
    await tick(voter, "Oak");
    await voter.next();
    await add(voter, "Peace");
    await look("question");
    for (const name of ["Linden", "Market"]) await add(voter, name);
    await voter.next();
    await look("review");
    await sealBallot(voter);
    await page.waitForSelector(".qr-code path[d]");
    await look("cast_or_test");
    const groups = await page.$$eval(".receipt-code span", (spans) => spans.slice(0, 2).map((span) => span.getBoundingClientRect().x));
    assert.ok(groups[0] < groups[1], "a code reads from left to right in every language");
    await cast(voter);
    await look("done");
    await voter.assertNothingKept();
  });

  test("works from a saved file, with the same bytes", async () => {
    const bytes = Buffer.from(await (await fetch(board.address(short, "vote"))).arrayBuffer());
    await writeFile(board.path("voter.html"), bytes);
    const voter = await open();
    await voteShort(voter, `file://${board.path("voter.html")}`, codeOf(short, 10));
    assert.equal(voter.page.workers().length, 1, "a worker starts from a file, too");
    await cast(voter);
    await voter.assertNothingKept();
  });

  test("says when a code is on no list, when it has voted for good, and when voting is not open or is over", async () => {
    const voter = await open();
    // A code that is well formed, of another election.
    await enter(voter, board.address(once, "vote"), codeOf(short, 0));
    await voter.page.waitForSelector(".error-summary:has-text('voter list')");
    // It is found which other election has it.
    await voter.page.click("text=Look for the election of this code");
    await voter.page.waitForSelector(`main form a[href="${board.address(short, "vote")}"]`);
    assert.equal(await voter.page.$$eval("main form li", (items) => items.map((item) => item.innerText).join()), "The town square");
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
    for (const [phase, name] of [["ready", "not_open"], ["closed", "closed"]]) {
      await voter.page.route("**/status", async (route) => {
        const status = await (await route.fetch()).json();
        status.elections.find(({ election }) => election === once).phase = phase;
        await route.fulfill({ json: status, headers: { "access-control-allow-origin": "*" } });
      });
      await voter.page.goto(board.address(once, "vote"));
      await voter.screen(name);
      await voter.inspect(name.replace("_", "-"));
      await voter.page.unroute("**/status");
    }
  });

  test("serves nobody as it was released, before it is stamped", async () => {
    const voter = await open();
    for (const name of ["voter", "check"]) {
      await voter.page.goto(`file://${released(name)}`);
      await voter.screen("unstamped");
      await voter.inspect(`unstamped-${name}`);
    }
  });

  test("says that it cannot run where no script starts, or no WebAssembly, and not before that is sure", async () => {
    const page = await readFile(board.path("voter.html"), "utf8");
    const blocked = board.path("blocked.html");
    await writeFile(blocked, page.replace(" 'wasm-unsafe-eval'", ""));
    for (const [address, options] of [[board.address(short, "vote"), { javaScriptEnabled: false }], [`file://${blocked}`, {}]]) {
      const voter = await open({ options });
      await voter.page.goto(address);
      const words = voter.page.getByText("This browser cannot run the voting app.");
      assert.equal(await words.isVisible(), false, "a page that starts slowly does not say so");
      await words.waitFor();
      assert.ok(await voter.page.getByText("此浏览器无法运行投票应用").isVisible());
      await voter.close();
    }
  });

  test("is refused where the stamp has another election key: the box notices", async () => {
    const page = await (await fetch(board.address(once, "vote"))).text();
    const other = JSON.parse(/id="tabella-stamp">(.*?)<\/script>/.exec(await (await fetch(board.address(short, "vote"))).text())[1]).election_key;
    const voter = await open();
    await voter.page.route("**/vote", (route) => route.fulfill({ contentType: "text/html", body: page.replace(/"election_key":"[0-9a-f]{64}"/, `"election_key":"${other}"`) }));
    await voteShort(voter, board.address(once, "vote"), codeOf(once, 1));
    await voter.page.click("#cast");
    await voter.screen("refused");
    await voter.inspect("refused");
  });
});

describe("the check-my-vote page", () => {
  test("takes a scanned receipt out of the address, and refuses what came too late or is another ballot", async () => {
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
    await openCheck(device, `#${JSON.parse(file).ballot}`);
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
    await device.page.route("**/check", (route) => route.fulfill({ contentType: "text/html", body: checked.replaceAll("Oak", "Elm") }));
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

  test("says so when operators show an older box than a receipt proves", async () => {
    const checkpoint = await (await fetch(`${board.url}/checkpoint`)).text();
    const index = JSON.parse(await (await fetch(`${board.url}/status`)).text()).size - 1;
    const voter = await open();
    await voteShort(voter, board.address(short, "vote"), codeOf(short, 11));
    await cast(voter);
    const download = voter.page.waitForEvent("download");
    await voter.next();
    const receipt = await (await download).path();
    lastReceipt = receipt;
    const device = await open();
    await device.page.route("**/checkpoint", (route) => route.fulfill({ headers: { "access-control-allow-origin": "*" }, body: checkpoint }));
    await openCheck(device);
    await device.page.setInputFiles("#receipt-file", receipt);
    await device.screen("cannot_tell");
    await device.inspect("check-cannot-tell");
    assert.match(await device.page.innerText("main"), /older ballot box/);
    assert.ok(index > 0);
  });

  test("says what it is doing where an operator is slow, and what is no test of this election", async () => {
    const held = () => {
      let go;
      const wait = new Promise((resolve) => (go = resolve));
      return { go, hold: (route) => wait.then(() => route.continue()) };
    };
    const voter = await open();
    const status = held();
    await voter.page.route("**/status", status.hold);
    await voter.page.goto(board.address(short, "vote"));
    await voter.screen("starting");
    await voter.inspect("starting");
    status.go();
    await voter.screen("start");

    const device = await open();
    await openCheck(device);
    await device.screen("find");
    const box = held();
    await device.page.route("**/tile/**", box.hold);
    await findByCode(device, "0123A-4567B-89CDE-FGHJK-MNPQR");
    await device.screen("looking");
    await device.inspect("check-looking");
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
    await openCheck(device, "", once);
    await openTest(testFile, "test_other_election");
    await device.inspect("check-other-election");
  });

  test("leaves its public numbers to the observer page, which shows them as they change", async () => {
    const observer = await open({ viewport: desktop });
    await observer.page.goto(board.address(short, "observe"));
    const read = async () => {
      await observer.page.waitForSelector("#ballots p");
      const [, accepted, tested] = /([\d,]+) ballots? w(?:as|ere) accepted[^]*?([\d,]+) ballots? w(?:as|ere) opened/.exec(await observer.page.innerText("#ballots"));
      return [Number(accepted), Number(tested)];
    };
    const become = async (expected) => {
      for (let i = 0; i < 200 && String(await read()) !== String(expected); ++i) await observer.page.waitForTimeout(50);
      assert.deepEqual(await read(), expected);
    };
    const [accepted, tested] = await read();
    const voter = await open();
    await voteShort(voter, board.address(short, "vote"), codeOf(short, 16));
    await voter.page.click("#test");
    await voter.screen("test");
    await become([accepted, tested + 1]);
    await voter.page.click("#seal-again");
    await voter.screen("cast_or_test");
    await cast(voter);
    await become([accepted + 1, tested + 1]);
  });

  test("tells that a receipt was checked, and not which", async () => {
    const count = async () => (await (await fetch(`${board.url}/status`)).json()).elections.find(({ election }) => election === short).checked;
    const before = await count();
    const voter = await open();
    await voteShort(voter, board.address(short, "vote"), codeOf(short, 17));
    const code = await readCode(voter);
    await cast(voter);
    const device = await open({ viewport: desktop });
    await openCheck(device, "", short);
    await device.screen("find");
    const told = device.page.waitForResponse((answer) => answer.url() === `${board.url}/elections/${short}/checked`);
    await findByCode(device, code);
    await device.screen("counts");
    assert.equal((await told).status(), 204);
    assert.deepEqual(device.posts.map(({ url }) => url).sort(), board.operators.map((operator) => `${operator}/elections/${short}/checked`).sort());
    for (const { body } of device.posts) assert.equal(body?.length ?? 0, 0, "nothing but that somebody checked");
    assert.ok(await count() > before);
    const observer = await open({ viewport: desktop });
    await observer.page.goto(board.address(short, "observe"));
    await observer.page.waitForSelector("#receipts-checked");
    assert.match(await observer.page.innerText("#receipts-checked"), /^[1-9][0-9]* receipts? w(as|ere) checked\.$/);
  });

  test("catches a page that was built to vote otherwise: by a test, and by its hash", async () => {
    const page = await (await fetch(board.address(short, "vote"))).text();
    const built = manipulate(page, `if (typeof document !== "undefined") {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (message, ...more) {
        if (message.name === "seal") {
          message.input.answers.plan = { chosen: ["no"] };
          delete message.input.answers.which;
        }
        post.call(this, message, ...more);
      };
    }`);
    const hand = (route) => route.fulfill({ contentType: "text/html", headers: { "access-control-allow-origin": "*" }, body: built });
    const voter = await open();
    await voter.page.route("**/vote", hand);
    await voteShort(voter, board.address(short, "vote"), codeOf(short, 15), { trees: "Yes" });
    const device = await open();
    await openCheck(device);
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
      await openCheck(device, "", id);
      await device.page.click("text=Compare the voting pages");
      await device.screen("pages");
      return device.page.$$eval(".outcome", (outcomes) => outcomes.map((outcome) => outcome.className.replace("outcome ", "")));
    };
    assert.deepEqual(await compare(whole), ["waiting", "waiting"], "its page was never published");
    assert.deepEqual(await compare(short), ["good", "good"]);
    // In the form of the letters, which the program writes.
    await writeFile(board.path("served.html"), Buffer.from(await (await fetch(board.address(short, "vote"))).arrayBuffer()));
    const [, letters_code] = /check code (.*)/.exec(await board.tabella("page", "hash", "served.html"));
    assert.equal((await device.page.innerText(".receipt-code")).replace(/\s+/g, "-"), letters_code);
    await device.page.route(`${board.operators[1]}/e/*/vote`, hand);
    assert.deepEqual(await compare(short), ["good", "bad"]);
    await device.inspect("check-pages");
  });

  test("finds a ballot in the announced result, and the voter page is closed then", async () => {
    const voter = await open();
    await voteShort(voter, board.address(short, "vote"), codeOf(short, 13));
    await board.tally(short);
    await voter.page.click("#cast");
    await voter.screen("closed");
    await voter.inspect("closed-cast");
    const device = await open();
    await openCheck(device);
    await device.page.setInputFiles("#receipt-file", lastReceipt);
    await device.screen("in_result");
    await device.inspect("check-in-result");
  });

  test("says that a ballot of a cancelled election is in the box and not counted", async () => {
    await board.act("cancel", whole, "--reason", "a wrong list");
    const device = await open();
    await openCheck(device, "", whole);
    await findByCode(device, wholeCode);
    await device.screen("not_counted");
    await device.inspect("check-not-counted");
  });

  test("stops with the evidence when two operators show two views", async () => {
    await board.fork(once);
    const device = await open();
    await openCheck(device, "", short, 0);
    await findByCode(device, "0000000000");
    await device.screen("two_views");
    await device.inspect("check-two-views");
    const download = device.page.waitForEvent("download");
    await device.page.click('button:has-text("Save the evidence")');
    assert.ok(await (await download).path());
  });
});
