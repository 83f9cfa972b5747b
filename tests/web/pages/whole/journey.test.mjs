// One whole election by its people, each in a browser of their own: officials, the registrar and
// three trustees, voters on a phone and at a desk, a second device, an observer. One official and
// one trustee have a keyboard alone, some read Chinese.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { Board } from "../board.mjs";
import { chinese } from "../browser.mjs";
import { startMailHost } from "../mailHost.mjs";
import { until } from "../patience.mjs";
import { savedPage } from "../people.mjs";
import { openStage } from "../stage.mjs";
import { cast, enter, readCode, sealBallot } from "../voting.mjs";

const id = "garden-2027";
const trusteeNames = ["trustee-1", "trustee-2", "trustee-3"];
const officialNames = ["official-1", "official-2", "registrar"];
// Spelled right, and on no list.
const strangersCode = "3HPY-6DRS-K7DC-T459-4M7U-CUBZ";
const habits = {
  "official-1": { keyboard: true },
  "official-2": chinese,
  "trustee-2": { keyboard: true, ...chinese },
};

const { board, open, arrive } = await openStage(Board.open);
const people = {};
const lines = {};

const each = (names, act) => Promise.all(names.map((name) => act(people[name], name)));

async function comeIn(name, from, act) {
  people[name] = await arrive(name, habits[name]);
  await people[name].visit(from);
  await act(people[name]);
}

async function makeKeys() {
  await Promise.all(
    trusteeNames.map((name) =>
      comeIn(name, savedPage("trustee"), async (person) => {
        await person.makeKey({
          look: name === "trustee-1" ? (screen) => person.inspect(`trustee-${screen}`) : undefined,
        });
        await person.screen("hand-over");
        lines[name] = await person.publicLine();
      }),
    ),
  );
  await Promise.all(
    officialNames.map((name) =>
      comeIn(name, `${board.url}/authority`, async (person) => {
        const look =
          name === "registrar" ? (screen) => person.inspect(`authority-${screen}`) : async () => {};
        await person.press("authority.openKey");
        await look("key-start");
        await person.makeKey({ look });
        await person.screen("key-open");
        await look("key-open");
        lines[name] = await person.publicLine();
        await person.press("ui.continue");
        await person.screen("home");
      }),
    ),
  );
  await people["trustee-1"].inspect("trustee-hand-over");
}

async function addQuestion(official, template, number, fill) {
  await official.choose("#template", template);
  await official.press("authority.addQuestion");
  await official.screen(`draft-question-${number - 1}`);
  await fill();
  await official.awaitWords("authority.rules");
  await official.press("authority.questionDone");
  await official.screen("draft-questions");
}

async function fillBoth(official, field, english, translation) {
  await official.fill(`#${field}-en`, english);
  await official.fill(`#${field}-zh-Hans`, translation);
}

// The voter page's own screens, with the draft's question, from the first to the last.
async function walkAsVoter(official) {
  const { page } = official;
  const next = () => official.use(page.locator("main .actions button.primary"));
  const before = official.requests.length;
  await official.press("authority.walk");
  await official.screen("start");
  assert.match(await page.innerText("header"), /Practice\. Nothing you do here counts/);
  await official.inspect("authority-walk-start", { keep: null });
  const details = await page.textContent("main details");
  for (const words of ["City law 7", "Nothing but the log, for ever"])
    assert.ok(details.includes(words), `details say: ${words}`);
  await official.press("voter.start.start");
  await official.screen("code");
  await official.inspect("authority-walk-code", { keep: null });
  await official.fill("#code", await page.innerText(".practice-code"));
  await official.use(page.locator("main form button.primary"));
  await official.screen("welcome");
  await official.inspect("authority-walk-welcome", { keep: null });
  await next();
  await official.screen("question");
  await official.inspect("authority-walk-question", { keep: null });
  await page.locator("#page").getByText("Shall the garden be open at night?").waitFor();
  await official.use(page.locator("main input").first(), "Space");
  await next();
  await official.screen("review");
  await official.inspect("authority-walk-review", { keep: null });
  await next();
  await official.screen("cast_or_test");
  await official.inspect("authority-walk");
  await official.use(page.locator("#cast"));
  await official.screen("practised");
  await official.inspect("authority-walk-practised", { keep: null });
  await official.press("voter.practised.end");
  await official.screen("draft-preview");
  assert.equal(await page.evaluate(() => document.body.classList.contains("practice")), false);
  // The page follows the log meanwhile.
  const sent = official.requests
    .slice(before)
    .filter((url) => url.startsWith("http") && !/\/(checkpoint|events|tile\/.*)$/.test(url));
  assert.deepEqual(sent, [], "nothing of the walk left the page");
}

async function writeElection() {
  const official = people["official-1"];
  await official.choose("#first-template", "yesNo");
  await official.press("authority.begin");
  await official.screen("draft-basics");
  await official.page.locator("#page").getByText("Refused:").waitFor();
  await official.fill("#election-id", id);
  await fillBoth(official, "title", "The garden", "花园");
  await fillBoth(official, "legal-basis", "City law 7", "市法第七条");
  await fillBoth(official, "retention", "Nothing but the log, for ever", "仅日志，永久保存");
  await official.inspect("authority-basics");
  await official.press("ui.continue");
  await official.screen("draft-questions");
  await official.press("authority.edit", { id: "question-1" });
  await fillBoth(
    official,
    "question-title",
    "Shall the garden be open at night?",
    "花园夜间开放吗？",
  );
  await official.page.locator("#page").getByText("The ballot needs").waitFor();
  await official.inspect("authority-question");
  await official.press("authority.preview");
  await official.screen("draft-preview");
  await official.page.locator("#page").getByText("Shall the garden be open at night?").waitFor();
  await official.inspect("authority-preview");
  // The browser's own buttons lose nothing.
  await official.page.goBack();
  await official.screen("draft-question-0");
  assert.equal(
    await official.page.inputValue("#question-title-en"),
    "Shall the garden be open at night?",
  );
  await official.page.goForward();
  await official.screen("draft-preview");
  await walkAsVoter(official);
  await official.press("ui.back");
  await official.screen("draft-questions");
  await addQuestion(official, "grades", 2, async () => {
    await fillBoth(
      official,
      "question-title",
      "How do you find these rules?",
      "您如何评价这些规定？",
    );
    await fillBoth(official, "option-0", "Dogs on a lead", "犬只系绳");
    await fillBoth(official, "option-1", "Quiet after ten", "十点后安静");
  });
  await addQuestion(official, "budget", 3, async () => {
    await fillBoth(official, "question-title", "What shall be paid for?", "资助哪些项目？");
    await fillBoth(official, "option-0", "Fountain", "喷泉");
    await fillBoth(official, "option-1", "Lamps", "路灯");
    await official.fill("#number-envelope", "15");
  });
  await official.inspect("authority-questions");
  await official.press("ui.continue");
  await official.screen("draft-people");
  await official.fill(
    "#officials",
    ["official-1", "official-2"].map((name) => lines[name]).join("\n"),
  );
  await official.fill("#registrar", lines.registrar);
  await official.fill("#trustees", trusteeNames.map((name) => lines[name]).join("\n"));
  await official.inspect("authority-people");
  await official.press("ui.continue");
  await official.screen("draft-report");
  await official.page.locator("#page").getByText("This question needs").first().waitFor();
  await official.inspect("authority-report");
  await official.press("authority.announce");
}

// Opens the file of another, reads it and signs it.
async function coSign(person, file) {
  await person.press("authority.openPost");
  await person.give("#post-file", file);
  await person.screen("sign");
  await person.press("authority.sign");
}

async function announce() {
  const [first, second] = [people["official-1"], people["official-2"]];
  await first.screen("sign");
  await first.press("authority.sign");
  await first.page.locator("#page").getByText("Signed by 1 of 2 officials").waitFor();
  await first.inspect("authority-sign");
  const post = await first.save("post", "authority.savePost");
  await first.press("ui.back");
  await coSign(second, post);
  await second.inspect("authority-sign-zh");
  const signed = await second.save("post", "authority.savePost");
  assert.equal(await second.button("authority.send").count(), 0, "the operator has not signed");
  // The operator signs with the program; the file is the same.
  await board.tabella("sign", signed, "--key", "board/operator.key");
  await second.press("ui.back");
  await second.press("authority.openPost");
  await second.give("#post-file", signed);
  await second.screen("sign");
  await second.press("authority.send");
  await second.screen("home");
  await second.button("authority.show", { id }).waitFor();
  await second.inspect("authority-home-zh");
}

async function meet(name) {
  const person = people[name];
  await person.visit(board.address(id, "trustee"));
  await person.openKey();
  await person.screen("meet");
  const code = await person.checkCode();
  if (name !== "trustee-3")
    await person.inspect(name === "trustee-1" ? "trustee-meet" : "trustee-meet-zh");
  await person.press("trustee.allSame");
  return code;
}

async function takeStep(person, step, key) {
  await person.screen(`due-${step}`);
  if (person.name === "trustee-1") await person.inspect(`trustee-${step}`);
  await person.press(key);
}

// With throw-away keys; then the log has the hash of the record that the trustee saved.
async function tellOfRehearsal(person) {
  await person.screen("due-rehearse");
  if (person.name === "trustee-1") await person.inspect("trustee-rehearse-first");
  await person.rehearse();
  const record = readFileSync(await person.save("rehearsal", "trustee.rehearsal.save"));
  await person.press("trustee.rehearsal.tell");
  await person.awaitWords("trustee.rehearsal.told");
  const hash = createHash("sha256").update(record).digest("base64url");
  const entry = JSON.stringify({
    type: "rehearsed",
    election: id,
    trustee: Number(person.name.at(-1)),
    record: hash,
  });
  // Others may be telling of theirs: what is published grows meanwhile.
  await until(async () => {
    const { published } = await (await fetch(`${board.url}/status`)).json();
    return (await (await fetch(`${board.url}/tile/entries/000.p/${published}`)).text()).includes(
      entry,
    );
  }, `${entry} on the log`);
  await person.press("officials.back");
}

async function holdCeremony() {
  const announced = await Promise.all(trusteeNames.map(meet));
  assert.equal(new Set(announced).size, 1, "all read the same code, in both languages");
  assert.match(announced[0], /^([0-9A-Z]{5} ){4}[0-9A-Z]{5}$/);
  await each(trusteeNames, tellOfRehearsal);
  await takeStep(people["trustee-1"], "commit", "trustee.due.commitAct");
  await people["trustee-1"].screen("waits-commit");
  await people["trustee-1"].inspect("trustee-waits-commit");
  await each(["trustee-2", "trustee-3"], (person) =>
    takeStep(person, "commit", "trustee.due.commitAct"),
  );
  await people["trustee-3"].screen("due-deal");
  const { files } = people["trustee-3"];
  await people["trustee-3"].close();
  await each(["trustee-1", "trustee-2"], (person) =>
    takeStep(person, "deal", "trustee.due.dealAct"),
  );
  await people["trustee-1"].screen("waits-deal");
  await people["trustee-1"].page.locator("#page").getByText("trustee/3").first().waitFor();
  await people["trustee-1"].inspect("trustee-waits");

  // The third closed the browser between commit and deal: the key file is enough to go on.
  people["trustee-3"] = await arrive("trustee-3");
  people["trustee-3"].files = files;
  await meet("trustee-3");
  await takeStep(people["trustee-3"], "deal", "trustee.due.dealAct");

  const codes = await each(trusteeNames, async (person) => {
    await person.screen("due-certify");
    const code = await person.checkCode();
    await takeStep(person, "certify", "trustee.compared");
    return code;
  });
  assert.equal(new Set(codes).size, 1);
  await each(trusteeNames, (person) => person.screen("idle-roll"));
  const first = people["trustee-1"];
  await first.press("trustee.prove");
  await first.awaitWords("trustee.holds");
  await first.inspect("trustee-prove");
  await first.press("trustee.minutes");
  await first.screen("minutes");
  await first.inspect("trustee-minutes");
  await first.press("officials.back");
}

async function makeRoll() {
  const { registrar } = people;
  const list = (name, text) => {
    writeFileSync(board.path(name), text);
    return registrar.give("#roll-file", board.path(name));
  };
  await registrar.press("authority.show", { id });
  await registrar.screen(`election-${id}`);
  await registrar.inspect("authority-election", { keep: null });
  await registrar.press("authority.roll");
  await registrar.screen("roll");
  await list("wrong.csv", "person,address\nAnna,1 Lane\nBen,\nanna,2 Lane\n");
  await registrar.awaitWords("authority.fault.address", { row: 3 });
  await registrar.awaitWords("authority.fault.twice", { row: 4, first: 2 });
  await registrar.awaitWords("authority.nothingImported");
  await registrar.inspect("authority-roll-faults");
  await list(
    "list.csv",
    "person,address\nAnna,anna@mail.example\nBen,ben@mail.example\nCai,nobody@mail.example\n",
  );
  await registrar.press("authority.makeCodes", { n: 3 });
  await registrar.screen("roll-made");
  await registrar.inspect("authority-roll-made");
  await registrar.save("codes", "authority.saveCodes");
  await registrar.press("authority.postRoll");
  await registrar.screen("home");
}

// The device's clock is set back, which the page says when it looks again, and set right.
async function loseAnHour(registrar) {
  const { page } = registrar;
  await page.evaluate(() => {
    const Right = Date;
    globalThis.setRight = () => (globalThis.Date = Right);
    globalThis.Date = class extends Right {
      constructor(...parts) {
        if (parts.length === 0) super(Right.now() - 3_600_000);
        else super(...parts);
      }
    };
  });
  await registrar.awaitWords("authority.clock.behind");
  await page.evaluate(() => globalThis.setRight());
  await page
    .locator("#page")
    .getByText("The clock of this device is behind")
    .waitFor({ state: "detached" });
}

// From the election's screen, a table of codes with these rows.
async function openCodes(name, rows) {
  const { registrar } = people;
  writeFileSync(board.path(name), `${rows.join("\r\n")}\r\n`);
  await registrar.press("authority.compare");
  await registrar.screen("roll-compare");
  await registrar.give("#codes-file", board.path(name));
}

const savedCodes = () => readFileSync(people.registrar.files.codes, "utf8").trim().split("\r\n");

// Codes are compared with what was published before anybody gets one: first a table that is not it.
async function compareCodes() {
  const { registrar } = people;
  const saved = savedCodes();
  const [head, anna, ben] = saved;
  await registrar.press("authority.show", { id });
  await registrar.screen(`election-${id}`);
  await openCodes("mistyped.csv", [head, anna, ben.replace(/."$/, '"')]);
  await registrar.awaitWords("authority.fault.code", { row: 3 });
  await registrar.inspect("authority-compare-faults");
  await registrar.press("ui.back");
  await openCodes("other.csv", [head, anna, `"Dora","dora@mail.example","no","${strangersCode}"`]);
  await registrar.press("authority.compare.now", { n: 2 });
  await registrar.screen("roll-differs");
  await registrar.awaitWords("authority.compare.missingRow", { row: 3, person: "Dora" });
  await registrar.awaitWords("authority.compare.strangers", { n: 2 });
  await registrar.inspect("authority-roll-differs");
  await registrar.press("ui.back");
  await openCodes("same.csv", saved);
  await registrar.press("authority.compare.now", { n: 3 });
  await registrar.screen("roll-same");
  await registrar.awaitWords("authority.lettersNeedPage");
  await registrar.inspect("authority-roll-same");
  await registrar.press("ui.back");
  await registrar.press("ui.back");
  await registrar.screen("home");
}

// The check code and the hash of a page as it is served.
async function hashServed(place) {
  const file = `served-${place}.html`;
  writeFileSync(
    board.path(file),
    Buffer.from(await (await fetch(board.address(id, place))).arrayBuffer()),
  );
  const [, code, hash] = (await board.tabella("page", "hash", file))
    .trim()
    .split("\n")
    .map((line) => line.split(/ +/).at(-1));
  return { code, hash };
}

// With the check codes of the pages that are on the log by now.
async function printLetters() {
  const { registrar } = people;
  const { page } = registrar;
  await registrar.press("authority.show", { id });
  await registrar.screen(`election-${id}`);
  await openCodes("same.csv", savedCodes());
  await registrar.press("authority.compare.now", { n: 3 });
  await registrar.screen("roll-same");
  await registrar.fill("#contact", "+49 30 5550100");
  await registrar.press("authority.letters", { n: 3 });
  await registrar.screen("letters");
  assert.equal(
    await page.locator("section.letter .contact:has-text('+49 30 5550100')").count(),
    3,
    "whom to call",
  );
  assert.equal(await page.locator("section.letter svg").count(), 9, "three QR codes on a letter");
  const [first] = await page.locator("section.letter").allInnerTexts();
  const checkAddress = board.address(id, "check", 1);
  assert.ok(first.includes(checkAddress), "people check with another operator");
  const served = await Promise.all(["vote", "check"].map(hashServed));
  for (const { code, hash } of served)
    assert.ok(
      first.includes(code) && first.includes(`SHA-256 ${hash}`),
      "the pages that are served are those of the letters",
    );
  await registrar.inspect("authority-letters");
  // The program's letters say the same, and have their style under a policy that lets in nothing
  // else.
  await board.onBoard(
    "roll",
    "letters",
    registrar.files.codes,
    id,
    "letters.html",
    "--address",
    board.address(id, ""),
    "--check-address",
    checkAddress,
  );
  const reader = await open({ operators: [] });
  await reader.page.goto(`file://${board.path("letters.html")}`);
  const letters = await reader.page.$$eval("section", (sections) =>
    sections.map((each) => [each.innerText, getComputedStyle(each).breakAfter]),
  );
  assert.equal(letters.length, 3);
  for (const [words, then] of letters)
    assert.ok(
      then === "page" &&
        words.includes(checkAddress) &&
        served.every(({ code, hash }) => words.includes(code) && words.includes(hash)),
      words,
    );
  assert.deepEqual(await reader.page.evaluate(() => globalThis.violations), []);
  await reader.close();
  await registrar.press("ui.back");
  await registrar.screen("roll-same");
  await registrar.press("ui.back");
  await registrar.press("ui.back");
  await registrar.screen("home");
}

// The registrar sends the codes that the page saved, and sees in the page what became of each.
async function sendInvitations() {
  const { registrar } = people;
  const host = await startMailHost();
  await assert.rejects(
    board.tabella(
      "roll",
      "send",
      registrar.files.codes,
      id,
      "--smtp",
      host.url,
      "--from",
      "elections@town.example",
      "--address",
      board.address(id, ""),
      "--check-address",
      board.address(id, "check", 1),
      "--board",
      board.url,
      "--policy",
      "policy.txt",
    ),
    ({ code, stdout }) => code === 1 && /2 handed to the mail server, 1 refused/.test(stdout),
  );
  host.stop();
  assert.deepEqual(
    host.taken.map(({ to }) => to),
    ["anna@mail.example", "ben@mail.example"],
  );
  await registrar.press("authority.show", { id });
  await registrar.screen(`election-${id}`);
  await registrar.give("#mail-report", registrar.files.codes);
  await registrar.awaitWords("authority.mail.wrong");
  await registrar.give("#mail-report", `${registrar.files.codes}.sent`);
  await registrar.awaitWords("authority.mail.counts", {
    sent: 2,
    refused: 1,
    returned: 0,
    unknown: 0,
    unsent: 0,
  });
  assert.match(
    await registrar.page.innerText("main table"),
    /3\s+Cai <nobody@mail\.example>\s+refused: .*550/,
  );
  await registrar.inspect("authority-invitations");
  await loseAnHour(registrar);
  await registrar.press("ui.back");
  await registrar.screen("home");
}

// The first official begins an act on the election's screen and signs it, the second signs and
// sends it.
async function act(begin) {
  const [first, second] = [people["official-1"], people["official-2"]];
  await first.press("authority.show", { id });
  await first.screen(`election-${id}`);
  await begin(first);
  await first.screen("sign");
  await first.press("authority.sign");
  const file = await first.save("act", "authority.savePost");
  await first.press("ui.back");
  await coSign(second, file);
  await second.press("authority.send");
  await second.screen("home");
}

async function savePage(place) {
  const page = board.path(`${place}-page.html`);
  writeFileSync(page, Buffer.from(await (await fetch(board.address(id, place))).arrayBuffer()));
  return page;
}

async function sayPagesAndNotice() {
  const [voterPage, checkPage] = await Promise.all(["vote", "check"].map(savePage));
  await act(async (official) => {
    await official.awaitWords("authority.awaitsKeys", { n: 2 });
    await official.awaitWords("authority.waitsFor", { names: "trustee/1, trustee/2, trustee/3" });
    assert.equal(
      await official.button("authority.openNow").count(),
      0,
      "voting waits for the trustees' keys",
    );
    await official.inspect("authority-ready");
    await official.choose("#page-name", "voter");
    await official.give("#page-file", voterPage);
    await official.screen("sign");
    await official.inspect("authority-sign-page");
  });
  await act(async (official) => {
    await official.choose("#page-name", "check");
    await official.give("#page-file", checkPage);
    await official.screen("sign");
  });
  await act(async (official) => {
    await fillBoth(official, "notice", "The hall opens at nine.", "会场九点开放。");
    await official.press("authority.publishNotice");
    await official.screen("sign");
    await official.inspect("authority-sign-notice");
  });
  const told = await (
    await fetch(`${board.url}/e/${id}`, { headers: { "accept-language": "en" } })
  ).text();
  assert.ok(told.includes("The hall opens at nine."), "the notice stands where everybody reads it");
}

async function answer(
  voter,
  { night, dogs, quiet, pay },
  next = () => voter.next(),
  mark = (selector) => voter.page.click(selector),
) {
  await voter.screen("question");
  await mark(`label.option:has-text("${night}")`);
  await next();
  await voter.page.waitForSelector(".grade-row");
  await mark(`.grade-row:nth-of-type(1) label:has-text("${dogs}")`);
  await mark(`.grade-row:nth-of-type(2) label:has-text("${quiet}")`);
  await next();
  await voter.page.waitForSelector(`label.option:has-text("${pay}")`);
  await mark(`label.option:has-text("${pay}")`);
  await next();
  await voter.screen("review");
}

const yes = { night: "Yes", dogs: "Excellent", quiet: "Good", pay: "Lamps" };

async function voteOnPhone(code) {
  const voter = await open();
  people.anna = voter;
  await enter(voter, board.address(id, "vote"), code);
  await voter.screen("welcome");
  await voter.next();
  await answer(voter, { ...yes, night: "No" });
  await sealBallot(voter);
  await cast(voter);
  // Changes the ballot.
  await voter.page.click("text=Change my vote");
  await voter.screen("voted_before");
  await voter.next();
  await answer(voter, yes);
  await sealBallot(voter);
  await cast(voter);
}

async function voteAtDesk(code) {
  const voter = await arrive("ben", { keyboard: true, ...chinese });
  people.ben = voter;
  const primary = () => voter.use(voter.page.locator("main .actions button.primary"));
  const mark = async (selector) => {
    const input = voter.page.locator(`${selector} input`);
    if ((await input.getAttribute("type")) === "checkbox") return voter.use(input, "Space");
    // A group of radio buttons is one stop; arrows go on in it.
    const group = voter.page.locator(`${selector.split(" ")[0]} input`);
    await voter.reach(group.first());
    await voter.page.keyboard.press("Space");
    for (let i = 0; i < 9 && !(await input.isChecked()); ++i)
      await voter.page.keyboard.press("ArrowRight");
    assert.ok(await input.isChecked());
  };
  await voter.visit(board.address(id, "vote"));
  await primary();
  await voter.fill("#code", code);
  await voter.page.keyboard.press("Enter");
  await voter.screen("welcome");
  await primary();
  await answer(voter, { night: "赞成", dogs: "良", quiet: "优", pay: "路灯" }, primary, mark);
  await primary();
  await voter.screen("cast_or_test");
  await voter.use(voter.page.locator("#cast"));
  await voter.screen("done");
}

async function testOnSecondDevice(code) {
  const voter = await open();
  const device = await open(chinese);
  Object.assign(people, { cai: voter, device });
  await enter(voter, board.address(id, "vote"), code);
  await voter.screen("welcome");
  await voter.next();
  await answer(voter, { ...yes, night: "No", pay: "Fountain" });
  await sealBallot(voter);
  const receipt = await readCode(voter);
  await device.page.goto(board.address(id, "check", 1));
  await device.screen("find");
  await device.page.fill("#receipt", receipt);
  await device.page.click("main form button.primary");
  await device.screen("not_found");
  await device.next();
  await voter.page.click("#test");
  await voter.screen("test");
  await voter.page.click("summary:has-text('text')");
  await device.page.fill("#test-text", await voter.page.inputValue("main textarea"));
  await device.page.click("#open-test");
  await device.screen("test_opened");
  assert.match(await device.page.innerText("main"), /反对[\s\S]*喷泉/);
  await device.page.click("#yes");
  await device.screen("test_agreed");
  await voter.page.goBack();
  await voter.screen("review");
  await sealBallot(voter);
  assert.notEqual(await readCode(voter), receipt);
  await cast(voter);
}

// Two of three are enough, as a notice was given.
async function showKeys() {
  await each(["trustee-1", "trustee-3"], async (person) => {
    await person.screen("idle-ready");
    await person.press("trustee.show");
    await person.awaitWords("trustee.shown");
  });
  await people["trustee-3"].awaitWords("trustee.shownBy", { n: 2, all: 3 });
  await people["trustee-3"].inspect("trustee-ready");
}

async function vote() {
  await showKeys();
  await act((official) => official.press("authority.openNow"));
  const rows = readFileSync(people.registrar.files.codes, "utf8").trim().split("\r\n").slice(1);
  const [anna, ben, cai] = rows.map((row) => row.split(",").at(-1).replaceAll('"', ""));
  await voteOnPhone(anna);
  await voteAtDesk(ben);
  await testOnSecondDevice(cai);
}

async function openTotal() {
  await people["trustee-1"].screen("idle-open");
  await people["trustee-1"].inspect("trustee-open");
  await act((official) => official.press("authority.closeNow"));
  for (const person of [people["trustee-2"], people["trustee-3"]]) {
    await person.screen("due-total");
    if (person.name === "trustee-3") {
      await person.page.locator("#page").getByText("3 ballots").first().waitFor();
      await person.inspect("trustee-total");
    }
    await person.press("trustee.openTotal");
    await person.screen("save-total");
    assert.equal(
      await person.button("trustee.sendTotal").count(),
      0,
      "the key file is saved first",
    );
    if (person.name === "trustee-3") await person.inspect("trustee-save-total");
    await person.save("opened-key", "trustee.saveKey");
    await person.press("trustee.sendTotal");
    if (person.name === "trustee-3") continue;
    await person.screen("waits-decrypt");
    await person.inspect("trustee-waits-decrypt-zh");
  }
  const first = people["trustee-1"];
  await first.screen("idle-finished");
  await first.inspect("trustee-finished");
  await first.press("trustee.destroy");
  await first.screen("destroy");
  await first.inspect("trustee-destroy");
  await first.press("trustee.tell");
  await first.awaitWords("trustee.told");
  const statement = readFileSync(await first.save("destroyed", "trustee.saveStatement"), "utf8");
  const words = `I have deleted my key trustee/1 of the election ${id} and all its backups.`;
  const [said, of, empty, signature] = statement.split("\n");
  assert.equal(said, words);
  assert.match(of, /^of [\w-]{43}$/, "the announcement");
  assert.deepEqual([empty, signature.split(" ")[1]], ["", "trustee/1"]);
  await first.press("trustee.forget");
  await first.screen("key-start");
}

// The page's report next to the program's, check by check.
async function observe() {
  const observer = await arrive("observer", { keyboard: true, ...chinese });
  people.observer = observer;
  const { page } = observer;
  await observer.visit(board.address(id, "observe"));
  await observer.press("observer.verify.start");
  await page.waitForSelector("#verdict, #stopped");
  const rows = await page
    .locator("tr[data-check]")
    .evaluateAll((all) => all.map((row) => [row.dataset.check, row.dataset.verdict]));
  const report = JSON.parse(
    await board.tabella("verify", board.url, "--policy", "policy.txt", "--json"),
  );
  assert.equal(report.valid, true);
  assert.equal(await page.locator("#verdict").getAttribute("data-valid"), "true");
  assert.deepEqual(
    rows,
    report.checks.map(({ check, expected, applied, failures }) => [
      check,
      failures.length > 0 ? "failed" : applied > 0 && applied >= expected ? "passed" : "not done",
    ]),
  );
  const result = await (await fetch(`${board.url}/elections/${id}/result`)).json();
  assert.equal(result.questions[0].outcome, "adopted");
  assert.equal(await page.locator("#result [data-question]").count(), 3);
  await observer.inspect("observer-zh", { keep: null });
  await observer.use(page.getByRole("button", { name: "English" }));
  observer.language = "en-GB";
  await page.getByRole("heading", { name: "Follow and verify this election" }).waitFor();
  for (const { question } of result.questions) {
    assert.match(await page.innerText(`#result [data-question="${question}"] .lead`), /\w\./);
  }
  assert.match(await page.innerText("#result .lead >> nth=0"), /^Adopted\./);
  assert.match(
    await page.innerText("#hours"),
    /\b4\b[\s\S]*\b1\b[\s\S]*\b1\b/,
    "four ballots, one in place of another, one test",
  );
  assert.match(await page.innerText("#notices"), /The hall opens at nine\./);
  await page.locator("#page").getByText("the published one").nth(1).waitFor();
  assert.equal(
    await page.locator("#pages tbody tr").count(),
    4,
    "the voter and the check page of both operators",
  );

  const rehearsed = await page
    .locator("#trustees tbody tr")
    .evaluateAll((rows) => rows.map((row) => row.children[1].textContent));
  assert.deepEqual(rehearsed, ["done", "done", "done"]);

  // The program's report is one of another verifier; an older one differs.
  const report_file = board.path("report.json");
  writeFileSync(report_file, JSON.stringify(report));
  await observer.give("#other-report", report_file);
  await observer.page.locator("#page").getByText("It says the same: 21 checks").waitFor();
  report.checks[0].applied -= 1;
  writeFileSync(report_file, JSON.stringify(report));
  await observer.give("#other-report", report_file);
  await observer.page.locator("#page").getByText("It differs in 1 check.").waitFor();
  await observer.inspect("observer");

  // The whole record as one file is the program's, byte for byte, and the program verifies it.
  const saved = await observer.save("record.tar", "observer.home.record");
  await board.onBoard("record", "program.tar");
  assert.ok(readFileSync(saved).equals(readFileSync(board.path("program.tar"))));
  assert.match(await board.tabella("verify", saved, "--policy", "policy.txt"), /^valid$/m);
}

async function readResult() {
  const official = people["official-1"];
  await official.press("authority.show", { id });
  await official.page.getByRole("heading", { name: "Result" }).waitFor();
  await official.page.locator("#page").getByText("Outcome: adopted").waitFor();
  await official.inspect("authority-result");
  const minutes = readFileSync(await official.save("minutes", "authority.saveMinutes"), "utf8");
  assert.match(minutes, /The garden \(garden-2027\)[\s\S]*trustee\/1, trustee\/2, trustee\/3/);
}

test("a whole election by its people, each in a browser of their own", async (t) => {
  let failed = false;
  const step = (name, act) =>
    t.test(name, { skip: failed }, async () => {
      failed = true;
      await act();
      failed = false;
    });
  await step("everybody makes a key, and goes on only with a proved backup", makeKeys);
  await step("an official writes the election by keyboard alone", writeElection);
  await step("another reads it in Chinese and signs, the operator too", announce);
  await step(
    "three trustees hold the ceremony: in Chinese, by keyboard, with a closed browser",
    holdCeremony,
  );
  await step(
    "a list with faults is refused row by row, a right one becomes codes and a roll",
    makeRoll,
  );
  await step(
    "the registrar compares the codes with the published list before they are sent",
    compareCodes,
  );
  await step("officials publish the hashes of two pages, and a notice", sayPagesAndNotice);
  await step("letters have the check codes of those pages, and whom to call", printLetters);
  await step(
    "the registrar sends the codes by mail, and sees what became of each",
    sendInvitations,
  );
  await step(
    "voters vote on a phone and at a desk, one again, one after a test on a second device",
    vote,
  );
  await step("officials close, two trustees open the total once", openTotal);
  await step("an observer verifies in the browser, as the program does check by check", observe);
  await step("officials read the result and save the minutes", readResult);
  await step("no page broke its policy, and nothing is kept in any browser", async () => {
    for (const person of Object.values(people)) await person.assertNothingKept();
  });
});
