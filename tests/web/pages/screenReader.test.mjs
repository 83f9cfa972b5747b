// By ear alone: a voter with a screen reader does what others do by eye, and learns what they see.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Board } from "./election.mjs";
import { browsers, Listener } from "./screenReader.mjs";

const id = "town-square";
// Orca loses its place in a page now and then, whatever the page does: one may begin once more.
const tries = 3;
const people = await Promise.all(Object.values(browsers).map((browser) => Listener.start(browser)));
let board;

before(async () => {
  board = await Board.start();
  await board.hold(id, { voters: 2 * tries });
});

after(() => board?.stop());

async function enterCode(person, code) {
  await person.hear(/Your voting code/);
  await person.reach(/Voting code entry.*24 letters and digits/);
  await person.type("2222 2222 2222 2222 2222 2222");
  await person.press("Return");
  await person.hear(/There is a problem/);
  await person.use(/This code has a typing mistake/);
  await person.hear(/Voting code entry/);
  await person.press("ctrl+a");
  await person.type(code);
  await person.press("Return");
  await person.hear(/You can vote in this election/);
  await person.use(/Continue/);
}

async function answer(person) {
  await person.hear(/Shall the square have trees\?/);
  await person.readOn(/You can choose 1 more/);
  const first = await person.use(/Yes check box not checked/, "space");
  for (const words of [/You have made your choice/, /Not cast yet/]) assert.match(first, words);
  await person.reach(/No check box not checked.*grayed/);
  await person.use(/Continue/);
  await person.hear(/Which trees\?/);
  await person.readOn(/You can choose 2 more/);
  assert.match(await person.use(/Linden check box/, "space"), /You can choose 1 more/);
  assert.match(await person.use(/Oak check box/, "space"), /You have chosen all 2/);
  assert.match(await person.use(/Cherry check box.*grayed/, "space"), /There is room for 2 choices only/);
  await person.use(/Continue/);
  await person.hear(/What shall the square be called\?/);
  await person.readOn(/3 are not placed yet/);
  await person.use(/Add : Market Square/);
  await person.hear(/2 are not placed yet/);
  await person.use(/Add : Linden Square/);
  await person.use(/Add : Peace Square/);
  await person.hear(/All are placed/);
  await person.use(/Continue/);
}

// The other kinds of questions: each is heard, and so is what becomes of a mark.
async function answerOtherKinds(person) {
  const goOn = (title) => person.use(/Continue push button/).then(() => person.hear(title));
  await person.hear(/What is most urgent\?/);
  for (const name of ["Benches", "Light", "Drinking water"]) await person.use(new RegExp(`Add : ${name}`));
  await goOn(/Which designs deserve a prize\?/);
  for (const name of ["Design B", "Design C"]) await person.use(new RegExp(`Add : ${name}`));
  await goOn(/How good are these places for a market\?/);
  assert.match(await person.use(/1 more: North side/), /1 of 5/);
  await goOn(/Share out points for events/);
  assert.match(await person.use(/1 more: Music/), /4/);
  await goOn(/How do you find these rules\?/);
  await person.use(/Good.*radio button/, "space");
  await person.use(/Dogs on a lead.*Good.*radio button/, "space");
  await goOn(/What matters how much\?/);
  assert.match(await person.use(/1 more: Shade/), /8/);
  await goOn(/What shall be paid for\?/);
  assert.match(await person.use(/Fountain.*check box/, "space"), /You can spend 1,000 more/);
  assert.match(await person.use(/Stage.*check box.*grayed/, "space"), /This costs more than the 1,000 that are left/);
  await goOn(/How old are you\?/);
  await person.use(/Under 30.*check box/, "space");
  await person.use(/Often.*check box/, "space");
  await person.use(/Continue push button/);
}

// The receipt code, as it was read aloud.
async function castAndHearCode(person) {
  await person.hear(/Check your choices/);
  assert.match(await person.readOn(/1\. Market Square/), /Shall the square have trees\?.*Yes.*Which trees\?.*Linden.*Oak.*What shall the square be called\?/);
  await person.readOn(/Fountain/);
  await person.use(/Seal my ballot/);
  await person.hear(/Your ballot is sealed, not cast/);
  assert.match(await person.readOn(/Test the app/), /Receipt code.*A test shows whether this device seals what you chose/);
  await person.use(/Cast this ballot/);
  await person.hear(/You have voted.*Your ballot is in the ballot box/);
  const [code] = /([0-9A-Z]{5}\. ){4}[0-9A-Z]{5}/.exec(await person.readOn(/[0-9A-Z]{5}\. [0-9A-Z]{5}/));
  return code.replaceAll(". ", "-");
}

async function voteByEar(person, browser, voter) {
  person.open(browser, board.address(id, "vote"));
  await person.hear(/\bVote\b/);
  await person.reach(/Start voting/);
  await person.readBack(/Have your voting code ready/);
  await person.readBack(/You can vote until/);
  await person.use(/Start voting/);
  await enterCode(person, board.codes[id][voter]);
  await answer(person);
  await answerOtherKinds(person);
  return castAndHearCode(person);
}

async function findByEar(person, browser, code) {
  person.open(browser, board.address(id, "check", 1));
  await person.hear(/Check my vote/);
  await person.reach(/Receipt code entry/);
  await person.type(code);
  await person.press("Return");
  await person.hear(/Your ballot.*This ballot is in the box and is the one that counts/);
  await person.reach(/Check another/);
  await person.readBack(/of \d+ independent witnesses confirm/);
}

describe("by ear alone", { concurrency: true }, () => {
  for (const [i, [name, browser]] of Object.entries(browsers).entries()) {
    const skip = typeof people[i] === "string" && people[i];
    test(`a voter answers every kind of question, is told of mistakes and limits, casts and finds the ballot, with Orca in ${name}`, { skip, timeout: 1_500_000 }, async (t) => {
      for (let begun = 1; ; ++begun) {
        const person = begun === 1 ? people[i] : await Listener.start(browser);
        assert.equal(typeof person, "object", person);
        try {
          await findByEar(person, browser, await voteByEar(person, browser, tries * i + begun - 1));
          return;
        } catch (error) {
          if (begun === tries) throw error;
          t.diagnostic(`begun once more: ${error.message.slice(0, 500)}`);
        } finally {
          person.stop();
        }
      }
    });
  }
});
