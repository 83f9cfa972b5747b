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

async function announce(id, trustees, threshold) {
  const both = (en, zh) => ({ en, zh });
  const definition = {
    version: "tabella/v1", id, languages: ["en", "zh"], title: both("The town square", "城市广场"),
    schedule: { opens: "2080-05-01T06:00:00Z", closes: "2080-05-09T18:00:00Z" },
    roll: { max_voters: 100 }, trustees: { count: trustees.length, threshold }, revoting: "last_counts", questions: shortQuestions,
  };
  const parties = { officials_threshold: 1, officials: [keyOf("official")], registrar: keyOf("registrar"), trustees: trustees.map((each) => each.publicKeys) };
  writeFileSync(board.path(`${id}.json`), JSON.stringify(definition));
  writeFileSync(board.path(`${id}.parties`), JSON.stringify(parties));
  await board.tabella("election", "prepare", `${id}.json`, `${id}.parties`, `${id}.post`);
  await board.sign(`${id}.post`, "board/operator.key", "official.key");
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

test("a key that has opened other totals opens no second set", async () => {
  await announce("other-totals", [honest, mine], 2);
  for (const step of ["commit", "deal", "certify"]) for (const each of [honest, mine]) await each.step(log, "other-totals", step);
  await board.onBoard("roll", "make", "other-totals.roll", "other-totals", "--voters", "1", "--address", board.url);
  await board.onBoard("roll", "post", "other-totals.roll", "--key", "registrar.key");
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

test("what an official has typed stays while the page follows the log, and a cancelled election is archived", async () => {
  await announce("called-off", [honest, mine], 2);
  const official = await Person.arrive(browser, board, "official");
  await official.visit(`${board.url}/authority`);
  await official.press("authority.openKey");
  await official.give("#key-file", board.path("official.key"));
  await official.page.locator("#page").getByText("official.key").waitFor();
  await official.fill("#passphrase", "practice");
  await official.press("officials.key.open");
  await official.press("ui.continue");
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
  await person.inspect("observer-unstamped-zh", { keep: null });
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
