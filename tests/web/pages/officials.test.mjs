// An election by its officials and trustees in the browser, each in a context of their own: two of three
// officials and the operator announce it, three trustees hold the ceremony, the registrar makes the
// list, voters vote with the program, the officials close, two trustees open the total.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const fromClient = createRequire(join(root, "web/client/package.json"));
const { chromium } = fromClient("playwright-core");
const axeSource = readFileSync(fromClient.resolve("axe-core/axe.min.js"), "utf8");
const program = process.env.TABELLA ?? join(root, "build/release/tabella");
const screens = process.env.SCREENS ?? "";
const passphrase = "correct horse battery";
const id = "garden-2027";

const folder = mkdtempSync(join(tmpdir(), "tabella-officials-"));
let server;
let url;
let browser;
const people = {};
const violations = [];

const run = (...parameters) =>
  execFileSync(program, parameters, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, TABELLA_PASSPHRASE: "practice", TABELLA_CODE: run.code ?? "" },
  });
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function findFreePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

before(async () => {
  const page = readFileSync(join(root, "web/client/dist/trustee.html"));
  assert.ok(page.length > 1_000_000, "the page has no verifier: run scripts/wasm.sh, then scripts/build_client.sh");
  run("board", "new", "board", "--origin", "board.example/garden");
  const ready = join(folder, "url.txt");
  const port = String(await findFreePort());
  url = `http://127.0.0.1:${port}`;
  const serve = ["serve", "board", "--port", port, "--ready", ready, "--block-ms", "10"];
  const pages = ["--pages", join(root, "web/client/dist"), "--operators", url];
  server = spawn(program, [...serve, ...pages], {
    cwd: folder,
    env: { ...process.env, TABELLA_PASSPHRASE: "practice" },
    stdio: "ignore",
  });
  for (let i = 0; i < 200 && !existsSync(ready); ++i) await sleep(50);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
});

after(async () => {
  await browser?.close();
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

// A person with a browser of their own and a folder of saved files.
class Person {
  files = {};

  constructor(name, page) {
    this.name = name;
    this.page = page;
  }

  static async arrive(name, { width = 1000, locale = "en" } = {}) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, locale, acceptDownloads: true });
    // Beside the page's policy, which stays as it is.
    await context.addInitScript({ content: axeSource });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    page.on("console", (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) violations.push(message.text());
    });
    page.on("pageerror", (error) => violations.push(String(error)));
    people[name] = new Person(name, page);
    return people[name];
  }

  async visit(address) {
    await this.page.goto(address);
    await this.page.waitForSelector("body[data-screen]");
  }

  async at(screen, timeout = 30_000) {
    await this.page.waitForSelector(`body[data-screen="${screen}"]`, { timeout });
  }

  press(name, exact = true) {
    return this.page.getByRole("button", { name, exact }).first().click();
  }

  fill(selector, value) {
    return this.page.fill(selector, value);
  }

  // Presses and keeps the file that is saved.
  async save(button, as) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.press(button)]);
    const path = join(folder, `${this.name}-${as}`);
    await download.saveAs(path);
    this.files[as] = path;
    return path;
  }

  async makeKey(name) {
    await this.press("Make a new key");
    await this.fill("#key-name", name);
    await this.fill("#new-passphrase", passphrase);
    await this.fill("#again", passphrase);
    await this.press("Make the key");
    await this.at("key-backup");
    await this.save("Save backup 1", "key");
    assert.equal(await this.page.getByRole("button", { name: "Now open one of them again" }).count(), 0);
    await this.save("Save backup 2", "backup");
    await this.press("Now open one of them again");
    await this.page.setInputFiles("#backup-file", this.files.backup);
    await this.page.getByText("-backup", { exact: false }).first().waitFor();
    await this.fill("#passphrase", passphrase);
    await this.press("Prove the backup");
  }

  async openKey(file = this.files.key) {
    await this.page.setInputFiles("#key-file", file);
    await this.page.waitForFunction(() => !document.body.textContent.includes("No file chosen yet"));
    await this.fill("#passphrase", passphrase);
    await this.press("Open my key");
  }

  publicLine() {
    return this.page.locator("code.code").first().textContent();
  }

  // Clean by axe, no sideways scroll at 320 px, and a picture for the documents.
  async check(name) {
    const found = await this.page.evaluate(async () => {
      if (window.axe === undefined) return ["axe did not start"];
      const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
    });
    assert.deepEqual(found, [], `${this.name}: ${name}`);
    const size = this.page.viewportSize();
    await this.page.setViewportSize({ width: 320, height: 700 });
    const wide = await this.page.evaluate(() => document.documentElement.scrollWidth);
    await this.page.setViewportSize(size);
    assert.ok(wide <= 320, `${name} is ${wide} px wide at 320 px`);
    if (screens === "") return;
    mkdirSync(screens, { recursive: true });
    await this.page.screenshot({ path: join(screens, `${name}.png`) });
  }
}

const trustees = ["trustee-1", "trustee-2", "trustee-3"];
const officials = ["official-1", "official-2", "official-3", "registrar"];
const lines = {};

test("everybody makes a key in the browser, and goes on only with a proved backup", async () => {
  const unstamped = pathToFileURL(join(root, "web/client/dist/trustee.html")).href;
  for (const name of trustees) {
    const person = await Person.arrive(name);
    await person.visit(unstamped);
    if (name === "trustee-1") await person.check("trustee-start");
    await person.makeKey(name.replace("-", "/"));
    await person.at("hand-over");
    lines[name] = await person.publicLine();
  }
  await people["trustee-1"].check("trustee-hand-over");
  for (const name of officials) {
    const person = await Person.arrive(name);
    await person.visit(`${url}/authority`);
    await person.press("Open or make a key");
    await person.makeKey(name.replace("-", "/"));
    await person.at("key-open");
    lines[name] = await person.publicLine();
    await person.press("Continue");
    await person.at("home");
  }
});

test("a wrong passphrase and another file do not open a key, and say why", async () => {
  const person = await Person.arrive("stranger");
  await person.visit(pathToFileURL(join(root, "web/client/dist/trustee.html")).href);
  await person.page.setInputFiles("#key-file", people["trustee-1"].files.key);
  await person.page.waitForFunction(() => !document.body.textContent.includes("No file chosen yet"));
  await person.fill("#passphrase", "something else");
  await person.press("Open my key");
  await person.page.getByText("This passphrase does not open the file.").first().waitFor();
  await person.check("trustee-wrong-passphrase");
  writeFileSync(join(folder, "no.key"), "{}");
  await person.page.setInputFiles("#key-file", join(folder, "no.key"));
  await person.page.getByText("no.key").waitFor();
  await person.press("Open my key");
  await person.page.getByText("This is no key file").first().waitFor();
});

async function typeElection(official) {
  const { page } = official;
  await page.selectOption("#first-template", "yesNo");
  await official.press("Write a new election");
  await official.at("draft-basics");
  await page.getByText("Refused:").waitFor();
  await official.fill("#election-id", id);
  await official.fill("#title-en", "The garden");
  await official.fill("#title-zh-Hans", "花园");
  await official.fill("#opens", "2080-05-01T08:00");
  await official.fill("#closes", "2080-05-09T20:00");
  await official.check("authority-basics");
  await official.press("Continue");
  await official.at("draft-questions");
  await official.press("Edit question-1");
  await official.fill("#question-title-en", "Shall the garden be open at night?");
  await official.fill("#question-title-zh-Hans", "花园夜间开放吗？");
  await page.getByText("The ballot needs").waitFor();
  await official.check("authority-question");
  await official.press("See it as a voter");
  await official.at("draft-preview");
  await page.getByText("Shall the garden be open at night?").waitFor();
  await official.check("authority-preview");
  await official.press("Back");
  await official.at("draft-questions");
  await official.press("Continue");
  await official.at("draft-people");
  await official.fill("#officials", ["official-1", "official-2", "official-3"].map((name) => lines[name]).join("\n"));
  await official.fill("#registrar", lines.registrar);
  await official.fill("#trustees", trustees.map((name) => lines[name]).join("\n"));
  await official.check("authority-people");
  await official.press("Continue");
  await official.at("draft-report");
  await page.getByText("This question needs").waitFor();
  await official.check("authority-report");
}

// Opens the file of another and signs it.
async function coSign(person, file) {
  await person.press("Open a file to sign");
  await person.page.setInputFiles("#post-file", file);
  await person.at("sign");
  await person.press("Sign with my key");
}

test("two of three officials and the operator announce an election", async () => {
  const first = people["official-1"];
  await typeElection(first);
  await first.press("Announce this election");
  await first.at("sign");
  await first.press("Sign with my key");
  await first.page.getByText("Signed by 1 of 3 officials").waitFor();
  await first.check("authority-sign");
  await first.save("Save for the next signer", "post");

  const second = people["official-2"];
  await coSign(second, first.files.post);
  await second.page.getByText("The operator").waitFor();
  const post = await second.save("Save for the next signer", "post");
  assert.equal(await second.page.getByRole("button", { name: "Send to the ballot box" }).count(), 0);

  // The operator signs with the program; the file is the same.
  run("sign", post, "--key", "board/operator.key");
  await second.press("Back");
  await second.press("Open a file to sign");
  await second.page.setInputFiles("#post-file", post);
  await second.at("sign");
  await second.press("Send to the ballot box");
  await second.at("home");
  await second.page.getByText("It is in the ballot box").waitFor();
  await second.page.getByRole("button", { name: `Show ${id}` }).waitFor();
  await second.check("authority-home");
});

async function takeStep(name, step, button) {
  const person = people[name];
  await person.at(`due-${step}`, 60_000);
  if (name === "trustee-1") await person.check(`trustee-${step}`);
  await person.press(button);
}

test("three trustees hold the ceremony, and see the same check codes", async () => {
  const announced = [];
  for (const name of trustees) {
    const person = people[name];
    await person.visit(`${url}/e/${id}/trustee`);
    await person.openKey();
    await person.at("meet");
    announced.push(await person.page.locator(".groups").textContent());
    if (name === "trustee-1") await person.check("trustee-meet");
    await person.press("All see the same");
  }
  assert.equal(new Set(announced).size, 1);
  assert.match(announced[0], /^([0-9A-Z]{5} ){4}[0-9A-Z]{5}$/);
  for (const name of trustees) await takeStep(name, "commit", "Post the hash");
  await people["trustee-3"].at("due-deal", 60_000);
  await people["trustee-3"].page.close();
  for (const name of ["trustee-1", "trustee-2"]) await takeStep(name, "deal", "Send the parts");
  await people["trustee-1"].at("waits-deal");
  await people["trustee-1"].page.getByText("trustee/3").first().waitFor();
  await people["trustee-1"].check("trustee-waits");

  // The third closed the browser between commit and deal: the key file is enough to go on.
  const { files } = people["trustee-3"];
  const third = await Person.arrive("trustee-3");
  third.files = files;
  await third.visit(`${url}/e/${id}/trustee`);
  await third.openKey();
  await third.at("meet");
  await third.press("All see the same");
  await takeStep("trustee-3", "deal", "Send the parts");

  const codes = [];
  for (const name of trustees) {
    await people[name].at("due-certify", 60_000);
    codes.push(await people[name].page.locator(".groups").textContent());
    await takeStep(name, "certify", "I compared it");
  }
  assert.equal(new Set(codes).size, 1);
  for (const name of trustees) await people[name].at("idle-roll", 60_000);
  const first = people["trustee-1"];
  await first.press("Prove it now");
  await first.page.getByText("it fits the joint key").waitFor();
  await first.check("trustee-prove");
  await first.press("Minutes of today");
  await first.at("minutes");
  await first.check("trustee-minutes");
  await first.press("Back");
});

test("a list with faults is refused row by row, a right one becomes letters and a roll", async () => {
  const registrar = people.registrar;
  const { page } = registrar;
  await registrar.press(`Show ${id}`);
  await registrar.at(`election-${id}`);
  await registrar.check("authority-election");
  await registrar.press("Make the voter list");
  await registrar.at("roll");
  writeFileSync(join(folder, "wrong.csv"), "person,address\nAnna,1 Lane\nBen,\nanna,2 Lane\n");
  await page.setInputFiles("#roll-file", join(folder, "wrong.csv"));
  await page.getByText("Row 3: no address.").waitFor();
  await page.getByText("Row 4: same person as row 2.").waitFor();
  await page.getByText("Nothing was imported.").waitFor();
  await registrar.check("authority-roll-faults");
  writeFileSync(join(folder, "list.csv"), 'person,address\nAnna,"1 Lane, Town"\nBen,2 Lane\nCai,3 Lane\n');
  await page.setInputFiles("#roll-file", join(folder, "list.csv"));
  await registrar.press("Make 3 voting codes");
  await registrar.at("roll-made", 120_000);
  await registrar.save("Save the codes for the letters", "codes");
  await registrar.press("Show 3 letters to print");
  await registrar.at("letters");
  assert.equal(await page.locator("section.letter").count(), 3);
  assert.equal(await page.locator("section.letter svg").count(), 6);
  await registrar.check("authority-letters");
  await registrar.press("Back");
  await registrar.press("Publish the voter list");
  await registrar.at("home", 60_000);
});

// Two officials sign an act in their browsers, the second sends it.
async function act(button, [first, second]) {
  await people[first].page.getByRole("button", { name: `Show ${id}` }).waitFor();
  await people[first].press(`Show ${id}`);
  await people[first].page.getByRole("button", { name: button, exact: true }).waitFor({ timeout: 30_000 });
  await people[first].press(button);
  await people[first].at("sign");
  await people[first].press("Sign with my key");
  const file = await people[first].save("Save for the next signer", "act");
  await people[first].press("Back");
  await coSign(people[second], file);
  await people[second].press("Send to the ballot box");
  await people[second].at("home");
}

test("officials open, voters vote, officials close, two trustees open the total once", async () => {
  await people["official-1"].press("Back");
  await act("Open voting now", ["official-1", "official-2"]);
  const codes = readFileSync(people.registrar.files.codes, "utf8").trim().split("\r\n").slice(1);
  writeFileSync(join(folder, "yes.json"), '{"question-1":{"chosen":["yes"]}}');
  for (const [i, row] of codes.entries()) {
    run.code = row.split(",").at(-1).replaceAll('"', "");
    run("vote", "seal", `ballot-${i}`, id, "--answers", "yes.json", "--board", url, "--policy", "board/policy.txt");
    run("vote", "cast", `ballot-${i}`);
  }
  await people["trustee-1"].at("idle-open", 90_000);
  await act("Close voting now", ["official-2", "official-1"]);

  for (const name of ["trustee-1", "trustee-3"]) {
    const person = people[name];
    await person.at("due-total", 90_000);
    await person.page.getByText("3 ballots").first().waitFor();
    if (name === "trustee-1") await person.check("trustee-total");
    await person.press("Open the total");
    await person.at("save-total");
    assert.equal(await person.page.getByRole("button", { name: "Send my part of the total" }).count(), 0);
    await person.save("Save the key file", "opened-key");
    await person.press("Send my part of the total");
  }
  await people["trustee-1"].at("idle-finished", 60_000);
  await people["trustee-1"].check("trustee-finished");

  const official = people["official-1"];
  await official.press(`Show ${id}`);
  await official.page.getByRole("heading", { name: "Result" }).waitFor({ timeout: 30_000 });
  await official.page.getByText("Outcome: adopted").waitFor();
  await official.check("authority-result");
  const result = await (await fetch(`${url}/elections/${id}/result`)).json();
  assert.equal(result.questions[0].outcome, "adopted");
  assert.match(run("verify", url, "--policy", "board/policy.txt"), /valid/);
});

test("a rehearsal and a key-loss drill are done with the page alone", async () => {
  const person = await Person.arrive("rehearsing", { width: 400 });
  await person.visit(pathToFileURL(join(root, "web/client/dist/trustee.html")).href);
  await person.press("Rehearse with throw-away keys");
  await person.at("rehearsal");
  for (let i = 0; i < 5; ++i) await person.page.getByRole("button", { name: /^Next:/ }).click();
  await person.press("It is the same");
  await person.page.getByText("Look again").waitFor();
  await person.check("trustee-rehearsal");
  await person.press("It is different");
  for (let i = 0; i < 4; ++i) await person.page.getByRole("button", { name: /^Next:/ }).click();
  await person.page.getByText("The rehearsal is complete.").waitFor();
  await person.press("Back");
  await person.press("Key-loss drill");
  await person.page.setInputFiles("#drill-file", people["trustee-2"].files.backup);
  await person.page.getByText("trustee-2-backup").waitFor();
  await person.fill("#drill-passphrase", passphrase);
  await person.press("Restore");
  await person.page.getByText("The backup opens.").waitFor();
  await person.check("trustee-drill");
});

test("the pages speak Chinese, and switching loses nothing that was typed", async () => {
  const person = await Person.arrive("chinese", { locale: "zh-CN" });
  await person.visit(`${url}/authority`);
  await person.page.getByRole("heading", { name: "您想做什么？" }).waitFor();
  await person.press("编写新选举");
  await person.fill("#election-id", "kept");
  await person.check("authority-basics-zh");
  await person.press("English");
  await person.page.getByRole("heading", { name: "The election" }).waitFor();
  assert.equal(await person.page.inputValue("#election-id"), "kept");
});

test("no page broke its policy, and nothing is kept in the browser", async () => {
  for (const person of Object.values(people)) {
    if (person.page.isClosed()) continue;
    const kept = await person.page.evaluate(() => {
      try {
        return localStorage.length + sessionStorage.length + document.cookie.length;
      } catch {
        return 0;
      }
    });
    assert.equal(kept, 0, person.name);
  }
  assert.deepEqual(violations, []);
});
