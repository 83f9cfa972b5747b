// What officials, trustees and observers see of an election that does not go well: real boards, made by
// the program and by trustees of whom one deals wrongly.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";
import { Board, shortQuestions } from "./election.mjs";
import { passphrase, Person, savedPage } from "./people.mjs";

const folder = dirname(fileURLToPath(import.meta.url));
const root = join(folder, "../../..");
const { build } = createRequire(join(root, "web/client/package.json"))("esbuild");
const chinese = { language: "zh-CN" };

let board;
let browser;
// An honest trustee, one who deals wrongly, and the one whose page we look at; in this order.
let honest;
let wrong;
let mine;
let log;

before(async () => {
  [board, browser] = await Promise.all([Board.open(), launch()]);
  const outfile = board.path("nodeTrustee.mjs");
  await build({ entryPoints: [join(folder, "nodeTrustee.ts")], bundle: true, platform: "node", format: "esm", target: "node18", outfile,
    logLevel: "warning", banner: { js: 'import { webcrypto } from "node:crypto"; globalThis.crypto ??= webcrypto;' } });
  const { NodeTrustee } = await import(pathToFileURL(outfile).href);
  [honest, wrong, mine] = await Promise.all(["honest", "wrong", "mine"].map((name) => NodeTrustee.make(`trustee/${name}`)));
  log = { url: board.url, policy: readFileSync(board.path("policy.txt"), "utf8"), verifier: join(root, "build/wasm/verifier.wasm") };
  for (const name of ["official", "registrar"]) {
    writeFileSync(board.path(`${name}.public`), await board.tabella("key", `${name}.key`, "--name", name));
  }
});

after(async () => {
  await browser?.close();
  await board?.stop();
});

const keyOf = (name) => JSON.parse(readFileSync(board.path(`${name}.public`), "utf8")).key;

async function announce(id, trustees, threshold, officials = ["official"]) {
  const both = (en, zh) => ({ en, zh });
  const definition = {
    version: "tabella/v1", id, languages: ["en", "zh"], title: both("The town square", "城市广场"),
    schedule: { opens: "2080-05-01T06:00:00Z", closes: "2080-05-09T18:00:00Z" },
    roll: { max_voters: 100 }, trustees: { count: trustees.length, threshold }, revoting: "last_counts", questions: shortQuestions,
  };
  const signing = officials.slice(0, Math.ceil(officials.length / 2));
  const parties = { officials_threshold: signing.length, officials: officials.map(keyOf), registrar: keyOf("registrar"), trustees: trustees.map((each) => each.publicKeys) };
  writeFileSync(board.path(`${id}.json`), JSON.stringify(definition));
  writeFileSync(board.path(`${id}.parties`), JSON.stringify(parties));
  await board.tabella("election", "prepare", `${id}.json`, `${id}.parties`, `${id}.post`);
  await board.sign(`${id}.post`, "board/operator.key", ...signing.map((name) => `${name}.key`));
}

async function act(id, word, ...more) {
  await board.tabella("election", word, id, `${id}.${word}`, ...more);
  await board.sign(`${id}.${word}`, "official.key");
}

async function openPage(trustee, id, options) {
  const person = await Person.arrive(browser, board, "trustee", options);
  const file = board.path("mine.key");
  writeFileSync(file, trustee.file(passphrase));
  await person.visit(board.address(id, "trustee"));
  await person.openKey(file);
  return person;
}

async function observe(id, options) {
  const observer = await Person.arrive(browser, board, "observer", options);
  await observer.visit(board.address(id, "observe"));
  await observer.press("observer.verify.start");
  await observer.page.waitForSelector("#verdict[data-valid=true]");
  return observer;
}

test("a part that does not fit is proved to everybody, its dealer is excluded, and the others go on", async () => {
  await announce("wrong-part", [honest, wrong, mine], 2);
  const person = await openPage(mine, "wrong-part");
  await person.screen("meet");
  await person.press("trustee.differs");
  await person.screen("differs");
  await person.inspect("trustee-differs");
  await person.press("officials.back");
  await person.press("trustee.allSame");
  await person.screen("due-commit");
  await person.press("trustee.due.commitAct");
  await honest.step(log, "wrong-part", "commit");
  await wrong.stepWrongly(log, "wrong-part", "commit");
  await person.screen("due-deal");
  await person.press("trustee.due.dealAct");
  await honest.step(log, "wrong-part", "deal");
  await wrong.stepWrongly(log, "wrong-part", "deal");
  await person.screen("complaint");
  assert.match(await person.page.innerText("h1"), /trustee\/wrong/);
  await person.inspect("trustee-complaint");
  await person.press("trustee.complain");
  await person.screen("due-certify");
  await person.press("trustee.compared");
  await person.screen("waits-certify");
  await person.inspect("trustee-waits-certify");
  await honest.step(log, "wrong-part", "certify");
  await person.screen("idle-roll");
  await person.close();

  const excluded = await openPage(wrong, "wrong-part", chinese);
  await excluded.press("trustee.allSame");
  await excluded.screen("disqualified");
  await excluded.inspect("trustee-disqualified-zh");
  await excluded.close();

  const observer = await observe("wrong-part");
  await observer.awaitWords("observer.disputes.count", { n: 1 });
  assert.match(await observer.page.innerText("#disputes tbody"), /3 trustee\/mine\s+2 trustee\/wrong\s+Proved at once: 2 trustee\/wrong was excluded/);
  await observer.inspect("observer-dispute", { keep: null });
  await observer.close();
});

test("a ceremony that loses too many trustees is cancelled, and every page says why", async () => {
  await announce("too-few", [honest, wrong, mine], 3);
  for (const step of ["commit", "deal"]) {
    await honest.step(log, "too-few", step);
    await wrong.stepWrongly(log, "too-few", step);
    await mine.step(log, "too-few", step);
  }
  await mine.step(log, "too-few", "certify");
  const person = await openPage(mine, "too-few", chinese);
  await person.screen("cancelled");
  await person.inspect("trustee-cancelled-zh");
  await person.close();
  const observer = await observe("too-few");
  await observer.page.waitForSelector("#result:has-text('Cancelled:')");
  await observer.inspect("observer-cancelled", { keep: null });
  await observer.close();
  const official = await Person.arrive(browser, board, "official");
  await official.visit(`${board.url}/authority`);
  await official.press("authority.show", { id: "too-few" });
  await official.awaitWords("authority.next.cancelled");
  await official.inspect("authority-cancelled");
  await official.close();
});

// Up to where the voter list is due.
async function makeElectionKey(id) {
  await announce(id, [honest, mine], 2);
  for (const step of ["commit", "deal", "certify"]) for (const each of [honest, mine]) await each.step(log, id, step);
}

async function postRoll(id, voters) {
  await board.onBoard("roll", "make", `${id}.roll`, id, "--voters", String(voters));
  await board.onBoard("roll", "post", `${id}.roll`, "--key", "registrar.key");
}

test("a key that has opened other totals opens no second set", async () => {
  await makeElectionKey("other-totals");
  await postRoll("other-totals", 1);
  await act("other-totals", "open");
  await act("other-totals", "close");
  mine.rememberOtherTotals("other-totals");
  const person = await openPage(mine, "other-totals");
  await person.press("trustee.allSame");
  await person.screen("do-not-decrypt");
  await person.awaitWords("officials.refused.trustee.aggregate");
  assert.equal(await person.button("trustee.sendTotal").count(), 0);
  await person.inspect("trustee-do-not-decrypt");
  await person.close();

  await honest.openTotal(log, "other-totals");
  const observer = await observe("other-totals", chinese);
  assert.match(await observer.page.innerText("#waiting"), /trustee\/mine/);
  await observer.inspect("observer-tally-waits-zh", { keep: null });
  await observer.close();
});

test("a log that was altered, or that nobody serves, stops trustees and officials", async () => {
  const altered = (route) => route.fetch().then(async (response) => {
    const body = await response.body();
    body[body.length - 40] ^= 1;
    await route.fulfill({ response, body });
  });
  let answer;
  const slow = new Promise((resolve) => (answer = resolve));
  const patient = await Person.arrive(browser, board, "patient");
  await patient.page.route("**/checkpoint", (route) => slow.then(() => route.continue()));
  await patient.visit(board.address("wrong-part", "trustee"));
  await patient.openKey(board.path("mine.key"));
  await patient.screen("looking");
  await patient.inspect("trustee-looking");
  answer();
  await patient.screen("meet");
  await patient.close();

  const person = await openPage(honest, "wrong-part");
  await person.screen("meet");
  await person.page.route("**/tile/entries/**", altered);
  // Something new to be read.
  await giveNotice("new");
  await person.screen("failed");
  await person.inspect("trustee-failed");
  assert.ok(readFileSync(await person.save("report", "trustee.saveReport"), "utf8").length > 0);
  await person.page.unroute("**/tile/entries/**");
  await person.press("officials.tryAgain");
  await person.screen("meet");
  await person.page.route("**/checkpoint", (route) => route.abort());
  await person.screen("unreachable");
  await person.inspect("trustee-unreachable");
  await person.close();

  const official = await Person.arrive(browser, board, "official", chinese);
  await official.page.route("**/tile/entries/**", altered);
  await official.visit(`${board.url}/authority`);
  await official.awaitWords("authority.failed");
  await official.inspect("authority-failed-zh");
  await official.page.route("**/checkpoint", (route) => route.abort());
  await official.awaitWords("authority.unreachable");
  await official.inspect("authority-unreachable-zh", { keep: null });
  await official.close();
});

async function giveNotice(words) {
  writeFileSync(board.path("notice.json"), JSON.stringify({ en: words, zh: words }));
  await board.tabella("election", "notice", "wrong-part", "notice.json", `${words}.post`);
  await board.sign(`${words}.post`, "official.key");
}

async function openAsOfficial(name, options) {
  const official = await Person.arrive(browser, board, name, options);
  await official.visit(`${board.url}/authority`);
  await official.press("authority.openKey");
  await official.openKey(board.path(`${name}.key`), "practice");
  await official.press("ui.continue");
  return official;
}

test("a trustee whose device has no network reads records from a medium, and others send what it says", async () => {
  const id = "air-gap";
  await announce(id, [honest, mine], 2);
  writeFileSync(board.path("trustee.html"), Buffer.from(await (await fetch(board.address(id, "trustee"))).arrayBuffer()));
  writeFileSync(board.path("mine.key"), mine.file(passphrase));
  const person = await Person.arrive(browser, board, "far");
  await person.context.setOffline(true);
  await person.visit(pathToFileURL(board.path("trustee.html")).href);
  await person.openKey(board.path("mine.key"));
  await person.screen("unreachable");
  await person.give("#record-file", board.path("mine.key"));
  await person.awaitWords("trustee.carried.wrong");
  let records = 0;
  const bring = async () => {
    const name = `record-${++records}.tar`;
    await board.onBoard("record", name);
    await person.give("#record-file", board.path(name));
  };
  const takeAway = async (name) => board.onBoard("post", await person.save(name, "trustee.carried.save", { name }));

  await bring();
  await person.screen("meet");
  await person.press("trustee.allSame");
  await person.screen("due-commit");
  await person.press("trustee.due.commitAct");
  await person.awaitWords("trustee.carried.outgoing");
  await person.inspect("trustee-without-network");
  // A file that is none takes nothing of it away.
  await person.give("#record-file", board.path("mine.key"));
  await person.awaitWords("trustee.carried.wrong");
  await takeAway("air-gap.commit.2.post");
  await honest.step(log, id, "commit");
  await bring();
  await person.screen("due-deal");
  await person.give("#record-file", board.path("record-1.tar"));
  await person.awaitWords("trustee.carried.older");
  await person.screen("due-deal");
  const altered = readFileSync(board.path("record-2.tar"));
  altered[altered.indexOf('"type":"commit"')] ^= 1;
  writeFileSync(board.path("altered.tar"), altered);
  await person.give("#record-file", board.path("altered.tar"));
  await person.screen("failed");
  // Whatever was opened in between, an older one is no way back.
  await person.give("#record-file", board.path("record-1.tar"));
  await person.awaitWords("trustee.carried.older");
  await person.screen("due-deal");
  await person.press("trustee.due.dealAct");
  await takeAway("air-gap.deal.2.post");
  await honest.step(log, id, "deal");
  await bring();
  await person.screen("due-certify");
  await person.press("trustee.compared");
  await takeAway("air-gap.certify.2.post");
  await honest.step(log, id, "certify");
  await postRoll(id, 1);
  await act(id, "open");
  await act(id, "close");
  await bring();
  await person.screen("due-total");
  await person.press("trustee.openTotal");
  await person.screen("save-total");
  await person.save("opened", "trustee.saveKey");
  await person.press("trustee.sendTotal");
  await takeAway("air-gap.share.2.all.post");
  await honest.openTotal(log, id);
  await bring();
  await person.screen("idle-finished");
  assert.deepEqual(person.posts, [], "nothing was sent from here");
  await person.context.setOffline(false);
  await person.press("trustee.carried.network");
  await person.screen("idle-finished");
  await person.page.locator("#record-file").waitFor({ state: "detached" });
  await person.close();
});

test("a key that was revoked signs nothing more, and every page says so", async () => {
  const lost = "official-3";
  for (const name of ["official-2", lost]) writeFileSync(board.path(`${name}.public`), await board.tabella("key", `${name}.key`, "--name", name));
  await announce("lost-key", [honest, mine], 2, ["official", "official-2", lost]);
  const official = await openAsOfficial("official");
  const focused = () => official.page.evaluate(() => document.activeElement.id);
  await official.press("authority.show", { id: "lost-key" });
  await official.press("authority.revokeNow");
  assert.equal(await focused(), "revoke-official", "a revocation is of somebody");
  await official.choose("#revoke-official", "3");
  await official.press("authority.revokeNow");
  assert.equal(await focused(), "revoke-reason", "a revocation says why");
  await official.fill("#revoke-reason", "The key was left on a train.");
  await official.press("authority.revokeNow");
  await official.screen("sign");
  await official.awaitWords("authority.act.revoke", { name: lost, election: "lost-key" });
  await official.inspect("authority-sign-revoke", { keep: null });
  await official.press("authority.sign");
  const revocation = await official.save("revocation", "authority.savePost");
  await board.sign(revocation, "official-2.key");
  await official.press("ui.back");
  await official.press("authority.show", { id: "lost-key" });
  await official.page.locator("#page").getByText("The key was left on a train.").waitFor();
  await official.awaitWords("authority.noneToRevoke");
  await official.inspect("authority-revoked", { keep: null });
  await official.press("ui.back");

  // Whoever found the key signs in its name.
  const forged = board.path("forged.post");
  await board.tabella("election", "cancel", "lost-key", forged, "--reason", "No more votes.");
  await board.tabella("sign", forged, "--key", `${lost}.key`);
  await official.press("authority.openPost");
  await official.give("#post-file", forged);
  await official.screen("sign-revoked");
  await official.page.locator("#page").getByText("The key was left on a train.").waitFor();
  await official.inspect("authority-sign-revoked");
  assert.equal(await official.button("authority.sign").count(), 0);
  await official.press("authority.dropRevoked");
  await official.screen("sign");
  assert.equal(await official.button("authority.send").count(), 0, "nobody whose key speaks has signed");
  await official.close();
  await assert.rejects(board.sign(forged, "official.key"), ({ stderr }) => /rules\.revoked: official-3/.test(stderr));

  const loser = await openAsOfficial(lost, chinese);
  await loser.awaitWords("authority.keyRevoked");
  await loser.inspect("authority-key-revoked-zh", { keep: null });
  await loser.press("authority.show", { id: "lost-key" });
  await loser.fill("#cancel-reason", "…");
  await loser.press("authority.cancelNow");
  await loser.screen("sign");
  await loser.awaitWords("authority.keyRevoked");
  assert.equal(await loser.button("authority.sign").count(), 0);
  await loser.close();

  const observer = await observe("lost-key");
  await observer.awaitWords("observer.notices.revoked", { name: lost, reason: "The key was left on a train." });
  await observer.close();
});

test("codes of a list that another one has forestalled are not sent", async () => {
  await makeElectionKey("other-list");
  const registrar = await openAsOfficial("registrar");
  await registrar.press("authority.show", { id: "other-list" });
  await registrar.press("authority.roll");
  writeFileSync(board.path("list.csv"), "person,address\nAnna,1 Lane\nBen,2 Lane\n");
  await registrar.give("#roll-file", board.path("list.csv"));
  await registrar.press("authority.makeCodes", { n: 2 });
  await registrar.screen("roll-made");
  await registrar.save("codes", "authority.saveCodes");
  await postRoll("other-list", 3);
  await registrar.press("authority.postRoll");
  await registrar.screen("roll-compare");
  await registrar.awaitWords("officials.refused.rules.phase");
  await registrar.press("authority.compare.now", { n: 2 });
  await registrar.screen("roll-differs");
  await registrar.awaitWords("authority.compare.missing", { n: 2 });
  await registrar.awaitWords("authority.compare.missingRow", { row: 3, person: "Ben" });
  await registrar.awaitWords("authority.compare.strangers", { n: 3 });
  await registrar.close();
});

test("what an official has typed stays while the page follows the log, and a cancelled election is archived", async () => {
  await announce("called-off", [honest, mine], 2);
  const official = await openAsOfficial("official");
  await official.press("authority.show", { id: "called-off" });
  await official.fill("#notice-en", "Half a sen");
  await official.press("authority.cancelNow");
  assert.equal(await official.page.evaluate(() => document.activeElement.id), "cancel-reason", "a cancellation needs a reason");
  await official.fill("#cancel-reason", "The hall is not free.");
  await honest.step(log, "called-off", "commit");
  await official.page.locator("#page").getByText("trustee/mine.").waitFor();
  assert.equal(await official.page.inputValue("#notice-en"), "Half a sen");
  assert.equal(await official.page.inputValue("#cancel-reason"), "The hall is not free.");
  await official.press("authority.cancelNow");
  await official.screen("sign");
  await official.inspect("authority-sign-cancel", { keep: null });
  await official.press("authority.sign");
  await official.press("authority.send");
  await official.screen("home");
  await official.press("authority.show", { id: "called-off" });
  await official.page.locator("#page").getByText("The hall is not free.").waitFor();
  await official.press("authority.archiveNow");
  await official.press("authority.sign");
  await official.press("authority.send");
  await official.screen("home");
  await official.press("authority.show", { id: "called-off" });
  await official.awaitWords("authority.next.archived");
  await official.close();
});

test("files without a stamp say what they can do, and an old operator is told to be behind", async () => {
  const person = await Person.arrive(browser, board, "nobody", chinese);
  await person.visit(savedPage("observer"));
  await person.screen("unstamped");
  await person.inspect("observer-unstamped-zh");
  await person.close();
  const old = await (await fetch(`${board.url}/checkpoint`)).text();
  await giveNotice("newer");
  const observer = await Person.arrive(browser, board, "observer");
  await observer.page.route(`${board.operators[1]}/checkpoint`, (route) => route.fulfill({ body: old, headers: { "access-control-allow-origin": "*" } }));
  await observer.visit(board.address("wrong-part", "observe"));
  await observer.page.locator("#page").getByText(`${board.operators[1]} is behind by`).waitFor();
  await observer.inspect("observer-behind", { keep: null });
  await observer.close();
});
