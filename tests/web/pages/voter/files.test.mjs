// The voter and the check-my-vote page as files: saved, as they were released, or where they cannot
// run.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { released } from "../board.mjs";
import { becomes } from "../patience.mjs";
import { short } from "../prepared.mjs";
import { openStage } from "../stage.mjs";
import { cast, voteShort } from "../voting.mjs";

const { board, open, codeOf } = await openStage();

test("works from a saved file, with the same bytes", async () => {
  const bytes = Buffer.from(await (await fetch(board.address(short, "vote"))).arrayBuffer());
  await writeFile(board.path("voter.html"), bytes);
  const voter = await open();
  await voteShort(voter, `file://${board.path("voter.html")}`, codeOf(short, 10));
  await becomes(() => voter.page.workers().length, 1, "a worker starts from a file, too");
  await cast(voter);
  await voter.assertNothingKept();
});

test("serves nobody as it was released, before it is stamped", async () => {
  const voter = await open();
  for (const name of ["voter", "check"]) {
    await voter.page.goto(`file://${released(name)}`);
    await voter.screen("unstamped");
    await voter.inspect(`unstamped-${name}`);
  }
});

test("says that it cannot run without script or WebAssembly, once that is sure", async () => {
  const page = await readFile(board.path("voter.html"), "utf8");
  const blocked = board.path("blocked.html");
  await writeFile(blocked, page.replace(" 'wasm-unsafe-eval'", ""));
  for (const [address, options] of [
    [board.address(short, "vote"), { javaScriptEnabled: false }],
    [`file://${blocked}`, {}],
  ]) {
    const voter = await open({ options });
    await voter.page.goto(address);
    // Its time is that of the animation which shows the words after five seconds.
    const words = voter.page.getByText("This browser cannot run the voting app.");
    const setTime = (ms) =>
      words.evaluate((node, to) => {
        const [animation] = node.parentElement.getAnimations();
        animation.pause();
        animation.currentTime = to;
      }, ms);
    await setTime(4900);
    assert.equal(await words.isVisible(), false, "a page that starts slowly does not say so");
    await setTime(5100);
    await words.waitFor();
    assert.ok(await voter.page.getByText("此浏览器无法运行投票应用").isVisible());
    await voter.close();
  }
});
