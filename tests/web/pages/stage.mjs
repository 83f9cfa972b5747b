// Where a file of tests plays: a board and a browser of its own, and how people come to them.
import { after } from "node:test";
import { launch } from "./browser.mjs";
import { Person } from "./people.mjs";
import { openPrepared, short } from "./prepared.mjs";
import { Visitor } from "./visitor.mjs";

export async function openStage(openBoard = openPrepared) {
  const [board, browser] = await Promise.all([openBoard(), launch()]);
  after(async () => {
    await browser.close();
    await board.stop();
  });
  return {
    board,
    browser,
    open: (options) => Visitor.open(browser, { operators: board.operators, ...options }),
    arrive: (name, options) => Person.arrive(browser, board, name, options),
    codeOf: (id, i) => board.codes[id][i],
    // From the beginning, also where the page is open already.
    openCheck: async (visitor, { id = short, operator = 1, fragment = "" } = {}) => {
      await visitor.page.goto("about:blank");
      await visitor.page.goto(`${board.address(id, "check", operator)}${fragment}`);
    },
  };
}
