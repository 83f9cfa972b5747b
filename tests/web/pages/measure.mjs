// Measures what a browser takes to seal choose 1 of 20, and which tasks hold its page up for more
// than 50 ms from the voting code to the receipt: node tests/web/pages/measure.mjs. On a busy
// machine the processor time of a task says more than the time that passed. A measurement and no
// test: it fails for nothing.
import { Board } from "./board.mjs";
import { launch } from "./browser.mjs";
import { Visitor } from "./visitor.mjs";
import { tick } from "./voting.mjs";

const options = Array.from({ length: 20 }, (_, i) => ({
  id: `o${i + 1}`,
  text: { en: `Option ${i + 1}.`, zh: `选项 ${i + 1}.` },
}));
const asked = [
  {
    id: "one",
    title: { en: "One of twenty", zh: "二十选一" },
    options,
    kind: { type: "choose", minimum: 1, maximum: 1 },
    counting: { method: "plurality" },
  },
];
const rounds = 12;

// The page's own thread is the one that draws; of each of its longest tasks what took most of it.
// What the driver of the browser evaluates is none of the page's.
function findLongTasks(trace) {
  const { traceEvents: events } = JSON.parse(trace.toString());
  const main = events
    .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
    .map(({ pid, tid }) => `${pid}.${tid}`);
  const own = events.filter(({ ph, pid, tid }) => ph === "X" && main.includes(`${pid}.${tid}`));
  const describe = (task) => {
    const inside = own.filter(
      ({ pid, ts, dur, name }) =>
        pid === task.pid &&
        ts > task.ts &&
        ts + dur <= task.ts + task.dur &&
        !name.endsWith("RunTask"),
    );
    if (inside.some(({ name }) => name === "EvaluateScript")) return null;
    const parts = inside
      .sort((a, b) => b.tdur - a.tdur)
      .slice(0, 3)
      .map(({ name, tdur }) => `${name} ${(tdur / 1000).toFixed(0)}`);
    return `${(task.tdur / 1000).toFixed(0)} ms (${parts.join(", ")})`;
  };
  const tasks = own
    .filter(({ name }) => name.endsWith("ThreadControllerImpl::RunTask"))
    .sort((a, b) => b.tdur - a.tdur)
    .slice(0, 8);
  return tasks.map(describe).filter((words) => words !== null);
}

const board = await Board.start();
const browser = await launch();
try {
  await board.hold("twenty", { asked, voters: 1 });
  const voter = await Visitor.open(browser, { operators: board.operators });
  const { page } = voter;
  await page.addInitScript(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        globalThis.longTasks.push(`${document.body.dataset.screen}: ${duration.toFixed(0)} ms`);
    }).observe({ type: "longtask" });
  });
  await page.goto(board.address("twenty", "vote"));
  await voter.screen("start");
  await browser.startTracing(page, {
    categories: [
      "toplevel",
      "disabled-by-default-devtools.timeline",
      "devtools.timeline",
      "disabled-by-default-v8.cpu_profiler",
    ],
  });
  // What opening the page takes is not counted.
  await page.evaluate(() => {
    globalThis.longTasks = [];
  });
  await voter.next();
  await page.fill("#code", board.codes.twenty[0]);
  const begin = Date.now();
  await page.click("main form button.primary");
  await voter.screen("welcome");
  console.log(`from the code to the welcome: ${Date.now() - begin} ms`);
  await voter.next();
  await tick(voter, "Option 7.");
  await voter.next();
  await voter.screen("review");
  const samples = [];
  for (let i = 0; i < rounds; ++i) {
    // From the press to the screen with the sealed ballot, drawing included.
    samples.push(
      await page.evaluate(
        () =>
          new Promise((resolve) => {
            const pressed = performance.now();
            const watch = new MutationObserver(() => {
              if (document.body.dataset.screen !== "cast_or_test") return;
              watch.disconnect();
              resolve(performance.now() - pressed);
            });
            watch.observe(document.body, { attributes: true });
            document.querySelector("main .actions button.primary").click();
          }),
      ),
    );
    await page.click("#test");
    await voter.screen("test");
    await page.evaluate(() => history.back());
    await voter.screen("review");
    // As long as nobody reads it faster.
    await page.waitForTimeout(1000);
  }
  await voter.next();
  await voter.screen("cast_or_test");
  await page.click("#cast");
  await voter.screen("done");
  await page.waitForTimeout(200);
  const sorted = samples.sort((a, b) => a - b);
  const [median, fastest, slowest] = [sorted[rounds / 2], sorted[0], sorted.at(-1)].map((ms) =>
    ms.toFixed(0),
  );
  console.log(`seal 1 of 20, ${rounds} times, in ms: median ${median}, ${fastest} to ${slowest}`);
  const busy = findLongTasks(await browser.stopTracing());
  console.log(`longest tasks by processor time: ${busy.join("; ")}`);
  const long = await page.evaluate(() => globalThis.longTasks);
  console.log(`tasks above 50 ms from the code to the receipt: ${long.join(", ") || "none"}`);
} finally {
  await browser.close();
  await board.stop();
}
