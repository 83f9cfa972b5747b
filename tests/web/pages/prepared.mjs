// The board with which several files of tests begin: three elections, whose voters have their
// codes. It is made once and copied then: node tests/web/pages/prepared.mjs FOLDER makes it, and
// with PREPARED_BOARD set to that folder each file has a copy of its own. Without it a file makes
// it for itself.
import { existsSync, renameSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Board } from "./board.mjs";
import { until } from "./patience.mjs";
import { shortQuestions } from "./questions.mjs";

// With every kind of question; with three; with those three, and no second vote.
export const [whole, short, once] = ["town-square", "trees", "trees-once"];

async function prepare() {
  const board = await Board.start();
  await board.hold(whole, { voters: 6 });
  await board.hold(short, {
    asked: shortQuestions,
    voters: 19,
    schedule: { opens: "2089-05-01T06:00:00Z", closes: "2090-05-09T18:00:00Z" },
  });
  await board.act("open", short);
  await board.hold(once, { asked: shortQuestions, voters: 2, revoting: "refused" });
  return board;
}

export async function openPrepared() {
  const folder = process.env.PREPARED_BOARD;
  if (folder === undefined) return prepare();
  await until(() => existsSync(folder), `the board in ${folder}`);
  return Board.copy(folder);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder] = process.argv.slice(2);
  const board = await prepare();
  await board.leave(`${folder}.new`);
  await board.stop();
  renameSync(`${folder}.new`, folder);
}
