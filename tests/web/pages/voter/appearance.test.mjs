// The voter page in other sizes, contrasts, directions and windows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop } from "../browser.mjs";
import { becomes } from "../patience.mjs";
import { short } from "../prepared.mjs";
import { openStage } from "../stage.mjs";
import { add, cast, enter, sealBallot, tick } from "../voting.mjs";

const { board, open, codeOf } = await openStage();

test("offers four sizes of text and three contrasts, and each keeps its promise", async () => {
  const voter = await open({ viewport: desktop, options: { reducedMotion: "reduce" } });
  const { page } = voter;
  await page.goto(board.address(short, "vote"));
  await voter.screen("start");
  await page.click(".display > summary");
  const look = () =>
    page.evaluate(() => ({
      size: getComputedStyle(document.documentElement).fontSize,
      paper: getComputedStyle(document.body).backgroundColor,
    }));
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
  for (const [contrast, least] of [
    ["high", 10],
    ["low", 4.5],
  ]) {
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

test("keeps the title, what is left and what leads on in view in a long question", async () => {
  const voter = await open();
  const { page } = voter;
  await enter(voter, board.address(short, "vote"), codeOf(short, 14));
  await voter.screen("welcome");
  await voter.next();
  await voter.screen("question");
  const look = () =>
    page.evaluate(() => {
      const inView = (node) => {
        const box = node.getBoundingClientRect();
        return (
          box.bottom > 20 &&
          box.top < innerHeight - 20 &&
          document.elementFromPoint(box.left + 30, Math.max(2, box.bottom - 12)) !== null &&
          node.contains(document.elementFromPoint(box.left + 30, Math.max(2, box.bottom - 12)))
        );
      };
      return ["main h1", "main .left-box", "main > .actions"].map((css) =>
        inView(document.querySelector(css)),
      );
    });
  // A title of many lines keeps its last ones.
  for (const title of [null, "Shall the square have trees? ".repeat(12)]) {
    if (title !== null)
      await page.evaluate((text) => {
        document.querySelector("main h1").textContent = text;
      }, title);
    await page.evaluate(() =>
      document.querySelectorAll("label.option").forEach((option) => {
        option.style.minHeight = "900px";
      }),
    );
    for (const top of [500, 1500, 2200]) {
      await page.evaluate((to) => scrollTo(0, to), top);
      await becomes(look, [true, true, true], `in view at ${top} px`);
    }
  }
  // Where the text is large or the window low they give way.
  await page.evaluate(() => {
    document.documentElement.dataset.size = "48";
  });
  await page.evaluate(() => scrollTo(0, 1500));
  await becomes(
    async () => (await look()).filter((_, i) => i !== 1),
    [false, false],
    "in view at a large size",
  );
});

test("keeps its shape mirrored, in long words, in forced colours and without motion", async () => {
  const voter = await open({
    stretched: true,
    options: { forcedColors: "active", reducedMotion: "reduce" },
  });
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
  const groups = await page.$$eval(".receipt-code span", (spans) =>
    spans.slice(0, 2).map((span) => span.getBoundingClientRect().x),
  );
  assert.ok(groups[0] < groups[1], "a code reads from left to right in every language");
  await cast(voter);
  await look("done");
  await voter.assertNothingKept();
});
