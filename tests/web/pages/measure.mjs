// Measures what a browser takes to seal choose 1 of 20: node tests/web/pages/measure.mjs. A
// measurement and no test: it fails for nothing.
import { Board } from "./election.mjs";
import { launch, Visitor } from "./browser.mjs";
import { enter, tick } from "./voting.mjs";

const options = Array.from({ length: 20 }, (_, i) => ({ id: `o${i + 1}`, text: { en: `Option ${i + 1}.`, zh: `选项 ${i + 1}.` } }));
const asked = [{ id: "one", title: { en: "One of twenty", zh: "二十选一" }, options, kind: { type: "choose", minimum: 1, maximum: 1 }, counting: { method: "plurality" } }];
const rounds = 12;

const board = await Board.start();
const browser = await launch();
try {
  await board.hold("twenty", { asked, voters: 1 });
  const voter = await Visitor.open(browser, { operators: board.operators });
  const { page } = voter;
  await enter(voter, board.address("twenty", "vote"), board.codes.twenty[0]);
  await voter.screen("welcome");
  await voter.next();
  await tick(voter, "Option 7.");
  await voter.next();
  await voter.screen("review");
  const samples = [];
  for (let i = 0; i < rounds; ++i) {
    // From the press to the screen with the sealed ballot, drawing included; long tasks are those above 50 ms.
    samples.push(await page.evaluate(() => new Promise((resolve) => {
      const long = [];
      const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration)));
      observer.observe({ type: "longtask" });
      const begin = performance.now();
      const watch = new MutationObserver(() => {
        if (document.body.dataset.screen !== "cast_or_test") return;
        watch.disconnect();
        const taken = performance.now() - begin;
        setTimeout(() => { observer.disconnect(); resolve({ taken, long }); }, 100);
      });
      watch.observe(document.body, { attributes: true });
      document.querySelector("main .actions button.primary").click();
    })));
    await page.click("#test");
    await voter.screen("test");
    await page.evaluate(() => history.back());
    await voter.screen("review");
  }
  const sorted = samples.map(({ taken }) => taken).sort((a, b) => a - b);
  console.log(`seal 1 of 20, ${rounds} times: median ${sorted[rounds / 2].toFixed(0)} ms, fastest ${sorted[0].toFixed(0)} ms, slowest ${sorted.at(-1).toFixed(0)} ms`);
  console.log(`tasks above 50 ms: ${samples.flatMap(({ long }) => long).map((duration) => duration.toFixed(0)).join(", ") || "none"}`);
} finally {
  await browser.close();
  await board.stop();
}
