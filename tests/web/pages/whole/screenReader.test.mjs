// By ear alone: a voter with a screen reader does what others do by eye, and learns what they see.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { openPrepared, short, whole } from "../prepared.mjs";
import { browsers, Listener } from "../screenReader.mjs";

// Orca loses its place in any page now and then: one may begin once more.
const tries = 3;
// One for each browser; then a voter with a first and a second device.
const people = await Promise.all(
  ["Chromium", "Firefox", "Chromium", "Firefox"].map((name) => Listener.start(browsers[name])),
);
const board = await openPrepared();

after(async () => {
  for (const person of people) if (typeof person !== "string") person.stop();
  await board.stop();
});

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
  assert.match(
    await person.use(/Cherry check box.*grayed/, "space"),
    /There is room for 2 choices only/,
  );
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
  for (const name of ["Benches", "Light", "Drinking water"])
    await person.use(new RegExp(`Add : ${name}`));
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
  assert.match(
    await person.use(/Stage.*check box.*grayed/, "space"),
    /This costs more than the 1,000 that are left/,
  );
  await goOn(/How old are you\?/);
  await person.use(/Under 30.*check box/, "space");
  await person.use(/Often.*check box/, "space");
  await person.use(/Continue push button/);
}

const spokenCode = /[0-9A-Z]{5}\. [0-9A-Z]{5}/;
// A receipt code, as it was read aloud.
const codeIn = (words) => /([0-9A-Z]{5}\. ){4}[0-9A-Z]{5}/.exec(words)[0].replaceAll(". ", "-");

async function castAndHearCode(person) {
  await person.use(/Cast this ballot/);
  await person.hear(/You have voted.*Your ballot is in the ballot box/);
  return codeIn(await person.readOn(spokenCode));
}

async function reviewAndSeal(person) {
  await person.hear(/Check your choices/);
  const choices = await person.readOn(/1\. Market Square/);
  assert.match(choices, /Shall the square have trees\?.*Yes.*Which trees\?.*Linden.*Oak/);
  assert.match(choices, /Oak.*What shall the square be called\?/);
  await person.readOn(/Fountain/);
  await person.use(/Seal my ballot/);
  await person.hear(/Your ballot is sealed, not cast/);
  assert.match(
    await person.readOn(/Test the app/),
    /Receipt code.*A test shows whether this device seals what you chose/,
  );
}

async function voteByEar(person, browser, voter) {
  await person.open(browser, board.address(whole, "vote"), /\bVote\b/);
  await person.reach(/Start voting/);
  await person.readBack(/Have your voting code ready/);
  await person.readBack(/You can vote until/);
  await person.use(/Start voting/);
  await enterCode(person, board.codes[whole][voter]);
  await answer(person);
  await answerOtherKinds(person);
  await reviewAndSeal(person);
  return castAndHearCode(person);
}

async function findByEar(person, browser, code) {
  await person.open(browser, board.address(whole, "check", 1), /Check my vote/);
  await person.reach(/Receipt code entry/);
  await person.type(code);
  await person.press("Return");
  await person.hear(/Your ballot.*This ballot is in the box and is the one that counts/);
  await person.reach(/Check another/);
  await person.readBack(/of \d+ independent witnesses confirm/);
}

// The ballot is sealed on one device and opened on the other, which was told the receipt code
// before.
async function testByEar(first, second, voter) {
  await first.open(browsers.Chromium, board.address(short, "vote"), /\bVote\b/);
  await first.use(/Start voting/);
  await enterCode(first, board.codes[short][voter]);
  await answer(first);
  await first.hear(/Check your choices/);
  await first.use(/Seal my ballot/);
  await first.hear(/Your ballot is sealed, not cast/);
  const code = codeIn(await first.readOn(spokenCode));

  await second.open(browsers.Firefox, board.address(short, "check", 1), /Check my vote/);
  await second.reach(/Receipt code entry/);
  await second.type(code);
  await second.press("Return");
  await second.hear(/No ballot has this code/);
  await second.use(/Check another/);
  await second.hear(/Check my vote/);

  await first.use(/Test the app with this ballot/);
  await first.hear(/Open this ballot on another device/);
  assert.equal(codeIn(await first.readOn(spokenCode)), code);
  await first.use(/The same as text/);
  await first.reach(/The same as text.*(entry|text)/);
  await first.press("ctrl+a");
  await first.press("ctrl+c");

  second.receive(first.copied());
  await second.reach(/Or paste the test as text/);
  await second.press("ctrl+v");
  await second.use(/Open the test ballot/);
  await second.hear(/The sealed ballot contains/);
  assert.match(
    await second.readOn(/Is this what you chose\?/),
    /Shall the square have trees\?.*Yes.*Which trees\?.*Linden.*Oak.*Market Square/,
  );
  await second.use(/Yes, go back and vote/);
  await second.hear(/The test agrees/);

  await first.use(/Go back and seal a new ballot/);
  await first.hear(/Your ballot is sealed, not cast/);
  await castAndHearCode(first);
}

// The options of a test with these listeners, and the test: one that has lost its place may begin
// once more, as a voter who has done nothing yet.
function byEar(listeners, names, act) {
  const skip = listeners.find((each) => typeof each === "string") ?? false;
  return [
    { skip, timeout: 3_000_000 },
    async (t) => {
      for (let begun = 0; ; ++begun) {
        const now =
          begun === 0
            ? listeners
            : await Promise.all(names.map((name) => Listener.start(browsers[name])));
        for (const each of now) assert.equal(typeof each, "object", each);
        try {
          return await act(now, begun);
        } catch (error) {
          if (begun + 1 === tries) throw error;
          t.diagnostic(`begun once more: ${error.message.slice(0, 500)}`);
        } finally {
          for (const each of now) each.stop();
        }
      }
    },
  ];
}

const voteAndFind =
  (name, first) =>
  async ([person], begun) => {
    await findByEar(person, browsers[name], await voteByEar(person, browsers[name], first + begun));
  };
const inChromium = byEar([people[0]], ["Chromium"], voteAndFind("Chromium", 0));
const inFirefox = byEar([people[1]], ["Firefox"], voteAndFind("Firefox", tries));
const onBoth = byEar(people.slice(2), ["Chromium", "Firefox"], ([first, second], begun) =>
  testByEar(first, second, begun),
);

// A voter is told of mistakes and limits on the way, casts, and finds the ballot.
describe("by ear alone", { concurrency: true }, () => {
  test("a voter answers every kind of question with Orca in Chromium", ...inChromium);
  test("a voter answers every kind of question with Orca in Firefox", ...inFirefox);
  test("a voter tests the app on a second device, with Orca on both", ...onBoth);
});
