// What happens to a ballot between the press of Cast and the proof that it is in the box.
import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, until } from "../patience.mjs";
import { once, short } from "../prepared.mjs";
import { openStage } from "../stage.mjs";
import { cast, voteShort } from "../voting.mjs";

const { board, open, codeOf } = await openStage();

test("sends as many bytes for every answer to the same questions, worker or none", async () => {
  const sizes = [];
  for (const [i, answers] of [
    [3, { trees: "Yes", kinds: ["Oak", "Linden"] }],
    [4, { trees: "Blank vote", order: ["Linden Square", "Market Square", "Peace Square"] }],
  ]) {
    const voter = await open();
    const withoutWorker = i === 4;
    if (withoutWorker)
      await voter.context.addInitScript(() => {
        globalThis.Worker = class {
          constructor() {
            throw new DOMException("", "SecurityError");
          }
        };
      });
    await voteShort(voter, board.address(short, "vote"), codeOf(short, i), answers);
    await becomes(() => voter.page.workers().length, withoutWorker ? 0 : 1, "workers");
    await cast(voter);
    sizes.push(voter.posts.at(-1).body.length);
  }
  assert.equal(sizes[0], sizes[1]);
});

test("tells nobody of a fault of its own, and goes on", async () => {
  const voter = await open();
  await voteShort(voter, board.address(short, "vote"), codeOf(short, 18), {
    trees: "Yes",
    kinds: ["Oak"],
  });
  const requests = voter.requests.length;
  const fault = () => {
    setTimeout(() => {
      throw new Error("a fault of the page");
    });
    void Promise.reject(new Error("another"));
  };
  await voter.page.evaluate(fault);
  await voter.page.workers()[0].evaluate(
    () =>
      new Promise((thrown) =>
        setTimeout(() => {
          setTimeout(thrown);
          throw new Error("a fault of the worker");
        }),
      ),
  );
  await becomes(() => voter.errors.length, 2, "faults of the page");
  voter.errors = voter.errors.filter(
    (error) => !/a fault of the (page|worker)|another/.test(error),
  );
  await voter.assertNothingKept();
  await voter.screen("cast_or_test");
  await cast(voter);
  // To the end of the visit, when a report would long have been sent.
  const known = /\/(add|checkpoint|receipt\/\d+|tile\/.*)$/;
  assert.deepEqual(
    voter.requests.slice(requests).filter((url) => !known.test(url)),
    [],
    "nothing is reported to anybody",
  );
  assert.deepEqual(
    voter.posts.map(({ url }) => url),
    [`${board.operators[0]}/add`],
  );
});

test("sends the same bytes to a second operator when the first does not answer", async () => {
  const voter = await open();
  await voteShort(voter, board.address(short, "vote"), codeOf(short, 5));
  await voter.stopTime();
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  await voter.page.route(`${board.operators[0]}/add`, () => undefined);
  await voter.page.route(`${board.operators[1]}/add`, (route) =>
    released.then(() => route.continue()),
  );
  await voter.page.click("#cast");
  await voter.screen("waiting");
  await becomes(() => voter.posts.length, 1, "operators that were asked");
  await voter.page.clock.fastForward(15_000);
  await voter.page.waitForSelector("text=did not answer in time");
  await voter.inspect("waiting");
  await voter.resumeTime();
  release();
  await voter.screen("done");
  const [first, second] = voter.posts;
  assert.deepEqual(
    [first.url, second.url],
    board.operators.map((operator) => `${operator}/add`),
  );
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

test("says that nothing was cast when every operator is too busy, keeps the choices", async () => {
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
    return page.evaluate(() => ({
      kind: document.querySelector("main .outcome").className,
      icon: document.querySelector("main .outcome svg path").getAttribute("d"),
      tones: globalThis.tones,
    }));
  };
  await voteShort(voter, board.address(short, "vote"), codeOf(short, 7));
  await voter.page.route("**/add", (route) =>
    route.fulfill({ status: 503, headers: { "access-control-allow-origin": "*" }, body: "" }),
  );
  await voter.page.click("#cast");
  await voter.screen("not_cast");
  await voter.inspect("not-cast");
  const failure = await readOutcome(voter, 2);
  assert.match(failure.kind, /bad/);
  assert.ok(
    !/Oak|Yes|Peace/.test(await voter.page.innerText("main")),
    "a failure repeats no choice",
  );
  await voter.page.unroute("**/add");
  await voter.next();
  await voter.screen("done");
  const success = await readOutcome(voter, 4);
  assert.match(success.kind, /good/);
  assert.notEqual(success.icon, failure.icon);
  const [first, second, third, fourth, ...more] = success.tones;
  assert.ok(
    first > second && third < fourth && more.length === 0,
    `failure falls, success rises: ${success.tones}`,
  );
});

test("never says done for a receipt of something else", async () => {
  const voter = await open();
  await voteShort(voter, board.address(short, "vote"), codeOf(short, 8));
  const other = await (await fetch(`${board.url}/receipt/1`)).text();
  await voter.page.route("**/receipt/*", (route) =>
    route.fulfill({ headers: { "access-control-allow-origin": "*" }, body: other }),
  );
  await voter.page.click("#cast");
  await voter.screen("unknown");
});

test("says so when too few witnesses have confirmed", async () => {
  const voter = await open();
  await voteShort(voter, board.address(short, "vote"), codeOf(short, 9));
  await voter.page.route("**/receipt/*", async (route) => {
    const body = (await (await route.fetch()).text())
      .split("\n")
      .filter((line) => !line.startsWith("\u2014 witness"))
      .join("\n");
    await route.fulfill({ headers: { "access-control-allow-origin": "*" }, body });
  });
  await voter.stopTime();
  await voter.page.evaluate(() => {
    globalThis.pauses = [];
    new MutationObserver(() => {
      const [, pause] =
        /again in (\d+) seconds/.exec(document.querySelector("main").innerText) ?? [];
      if (pause !== undefined && globalThis.pauses.at(-1) !== pause) globalThis.pauses.push(pause);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  // Time passes while no answer is under way, since those take their own.
  const under_way = new Set();
  voter.page.on("request", (request) => under_way.add(request));
  for (const end of ["requestfinished", "requestfailed"])
    voter.page.on(end, (request) => under_way.delete(request));
  await voter.page.click("#cast");
  await voter.screen("waiting");
  const pass = (isSo, what) =>
    voter.passTime(
      2500,
      async () => {
        await until(() => under_way.size === 0, "all answers");
        return isSo();
      },
      what,
    );
  const isShown = (screen) =>
    voter.page.evaluate((name) => document.body.dataset.screen === name, screen);
  await pass(() => isShown("few_witnesses"), "the screen few_witnesses");
  // It keeps asking by itself, more and more rarely, and at once when it is told to.
  const pauses = () => voter.page.evaluate(() => globalThis.pauses);
  await becomes(pauses, ["2"], "the first pause");
  await pass(async () => (await pauses()).length >= 2, "another question");
  await voter.next();
  await becomes(async () => (await pauses()).slice(0, 3), ["2", "4", "8"], "the pauses");
  await voter.inspect("few-witnesses");
  assert.match(await voter.page.innerText("main"), /0 of 1 independent witnesses confirm/);
  await voter.page.unroute("**/receipt/*");
  await pass(() => isShown("done"), "the screen done");
  assert.equal(voter.posts.length, 2, "nothing was sent again but to the second operator");
});

test("is refused where the stamp has another election key: the box notices", async () => {
  const page = await (await fetch(board.address(once, "vote"))).text();
  const other = JSON.parse(
    /id="tabella-stamp">(.*?)<\/script>/.exec(
      await (await fetch(board.address(short, "vote"))).text(),
    )[1],
  ).election_key;
  const voter = await open();
  await voter.page.route("**/vote", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: page.replace(/"election_key":"[0-9a-f]{64}"/, `"election_key":"${other}"`),
    }),
  );
  await voteShort(voter, board.address(once, "vote"), codeOf(once, 1));
  await voter.page.click("#cast");
  await voter.screen("refused");
  await voter.inspect("refused");
});
