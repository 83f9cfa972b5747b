// The observer page: what it says while an election runs, of an operator who is behind, and without
// a stamp.
import { test } from "node:test";
import { chinese, desktop } from "../browser.mjs";
import { becomes } from "../patience.mjs";
import { savedPage } from "../people.mjs";
import { short } from "../prepared.mjs";
import { openStage } from "../stage.mjs";
import { cast, voteShort } from "../voting.mjs";

const { board, open, arrive, codeOf } = await openStage();

test("leaves its public numbers to the observer page, which shows each change", async () => {
  const observer = await open({ viewport: desktop });
  await observer.page.goto(board.address(short, "observe"));
  const read = async () => {
    await observer.page.waitForSelector("#ballots p");
    const [, accepted, tested] =
      /([\d,]+) ballots? w(?:as|ere) accepted[^]*?([\d,]+) ballots? w(?:as|ere) opened/.exec(
        await observer.page.innerText("#ballots"),
      );
    return [Number(accepted), Number(tested)];
  };
  const [accepted, tested] = await read();
  const voter = await open();
  await voteShort(voter, board.address(short, "vote"), codeOf(short, 16));
  await voter.page.click("#test");
  await voter.screen("test");
  await becomes(read, [accepted, tested + 1], "accepted and tested");
  await voter.page.click("#seal-again");
  await voter.screen("cast_or_test");
  await cast(voter);
  await becomes(read, [accepted + 1, tested + 1], "accepted and tested");
});

test("files without a stamp say what they can do, and who is behind is named", async () => {
  const person = await arrive("nobody", chinese);
  await person.visit(savedPage("observer"));
  await person.screen("unstamped");
  await person.inspect("observer-unstamped-zh");
  await person.close();
  const old = await (await fetch(`${board.url}/checkpoint`)).text();
  await board.giveNotice(short, "newer");
  const observer = await arrive("observer");
  await observer.page.route(`${board.operators[1]}/checkpoint`, (route) =>
    route.fulfill({ body: old, headers: { "access-control-allow-origin": "*" } }),
  );
  await observer.visit(board.address(short, "observe"));
  await observer.page.locator("#page").getByText(`${board.operators[1]} is behind by`).waitFor();
  await observer.inspect("observer-behind", { keep: null });
  await observer.close();
});
