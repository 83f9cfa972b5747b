// A voter, a second device and an observer in Firefox and in WebKit: what Chromium does screen by
// screen in the other files, here once from end to end.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { otherBrowsers } from "../otherBrowsers.mjs";
import { until } from "../patience.mjs";
import { openPrepared, short } from "../prepared.mjs";

const id = short;
const board = await openPrepared();
after(() => board.stop());

const readCode = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("main .receipt-code span")]
      .slice(0, 5)
      .map((span) => span.textContent)
      .join("-"),
  );
const textOf = (page, selector) =>
  page.evaluate((css) => document.querySelector(css).innerText, selector);

// Nothing is kept in any of this browser's stores.
const findKept = (page) =>
  page.evaluate(() =>
    [
      localStorage.length,
      sessionStorage.length,
      document.cookie,
      location.hash + location.search,
    ].join(),
  );

async function vote(page, code) {
  await page.goto(board.address(id, "vote"));
  await page.screen("start");
  await page.next();
  await page.screen("code");
  await page.type("#code", code);
  await page.press("main form button.primary");
  await page.screen("welcome");
  await page.next();
  await page.screen("question");
  await page.press("label.option", "Yes");
  await page.next();
  await page.press("label.option", "Oak");
  await page.next();
  for (const name of ["Peace Square", "Linden Square", "Market Square"])
    await page.press(".unranked-option button", name);
  await page.next();
  await page.screen("review");
  await page.next();
  await page.screen("cast_or_test");
}

async function find(page, code) {
  await page.goto(board.address(id, "check"));
  await page.screen("find");
  await page.type("#receipt", code);
  await page.press("main form button.primary");
}

for (const [name, { launch, isThere }] of Object.entries(otherBrowsers)) {
  describe(name, { skip: isThere ? false : `${name} is not on this machine` }, () => {
    let browser;
    before(async () => {
      browser = await launch();
    });
    after(() => browser?.close());

    test("a voter tests the app on a second device, casts and finds it", async (context) => {
      context.diagnostic(browser.version);
      const voter = await browser.newPage();
      await vote(voter, board.codes[id][Object.keys(otherBrowsers).indexOf(name)]);
      const tested = await readCode(voter);
      assert.match(tested, /^([0-9A-Z]{5}-){4}[0-9A-Z]{5}$/);

      const device = await browser.newPage();
      await find(device, tested);
      await device.screen("not_found");
      await voter.press("#test");
      await voter.screen("test");
      const file = await voter.evaluate(() => document.querySelector("main textarea").value);
      await device.next();
      await device.screen("find");
      // Both are tabs of one browser, and the page sees it, if the other answers within its 300 ms:
      // on a busy machine the test is opened once more.
      const said = await until(async () => {
        await device.evaluate((text) => {
          document.querySelector("#test-text").value = text;
        }, file);
        await device.press("#open-test");
        await device.screen("test_opened");
        const words = await textOf(device, "main");
        if (/A device cannot test itself/.test(words)) return words;
        await device.evaluate(() => history.back());
        await device.screen("find");
        return undefined;
      }, "the warning that a device cannot test itself");
      for (const words of ["Yes", "Oak", "Peace Square"])
        assert.ok(said.includes(words), `the device says ${words}`);

      await voter.press("#seal-again");
      await voter.screen("cast_or_test");
      const code = await readCode(voter);
      assert.notEqual(code, tested);
      await voter.press("#cast");
      await voter.screen("done");
      assert.equal(await readCode(voter), code);
      await find(device, code);
      await device.screen("counts");
      await find(device, tested);
      await device.screen("tested");
      for (const page of [voter, device]) assert.equal(await findKept(page), "0,0,,");
    });

    test("an observer verifies everything, as the program does", async () => {
      const observer = await browser.newPage();
      await observer.goto(board.address(id, "observe"));
      // What comes in first moves the button.
      await observer.until(() => document.querySelector("#root") !== null, "ballot box");
      await observer.press("#verify");
      await observer.until(() => document.querySelector("#verdict, #stopped") !== null, "verdict");
      const rows = await observer.evaluate(() =>
        [...document.querySelectorAll("tr[data-check]")].map((row) =>
          [row.dataset.check, row.dataset.verdict].join(),
        ),
      );
      const report = JSON.parse(
        await board
          .tabella("verify", board.url, "--policy", "policy.txt", "--json")
          .catch(({ stdout }) => stdout),
      );
      assert.deepEqual(
        rows,
        report.checks.map(({ check, expected, applied, failures }) =>
          [
            check,
            failures.length > 0
              ? "failed"
              : applied > 0 && applied >= expected
                ? "passed"
                : "not done",
          ].join(),
        ),
      );
      assert.ok(rows.length >= 20);
    });
  });
}
