// The board with which several files of tests begin: three elections, whose voters have their codes.
import { Board } from "./board.mjs";
import { shortQuestions } from "./questions.mjs";

// With every kind of question; with three, and its voter page's hash on the log; with those three, and no second vote.
export const [whole, short, once] = ["town-square", "trees", "trees-once"];

export async function openPrepared() {
  const board = await Board.start();
  await board.hold(whole, { voters: 6 });
  await board.hold(short, { asked: shortQuestions, voters: 19, schedule: { opens: "2089-05-01T06:00:00Z", closes: "2090-05-09T18:00:00Z" } });
  await board.publishPage(short);
  await board.act("open", short);
  await board.hold(once, { asked: shortQuestions, voters: 2, revoting: "refused" });
  return board;
}
