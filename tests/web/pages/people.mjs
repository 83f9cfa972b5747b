// Officials, the registrar and trustees, each with a browser and a folder of their own, in a
// language of their own, and by keyboard alone where it is said so.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { desktop } from "./browser.mjs";
import { until } from "./patience.mjs";
import { Visitor } from "./visitor.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const readTexts = (tag) =>
  JSON.parse(readFileSync(join(root, `web/client/src/text/${tag}.json`), "utf8"));
const texts = { "en-GB": readTexts("en"), "zh-CN": readTexts("zh-Hans") };

export const passphrase = "correct horse battery";
export const savedPage = (name) => pathToFileURL(join(root, `web/client/dist/${name}.html`)).href;

export class Person extends Visitor {
  files = {};

  static async arrive(browser, board, name, { keyboard = false, ...options } = {}) {
    const person = await this.open(browser, {
      operators: board.operators,
      viewport: desktop,
      ...options,
    });
    // With a listener that stays, choosers are never opened for real between two that are awaited.
    person.page.on("filechooser", () => {});
    return Object.assign(person, { board, name, keyboard });
  }

  // What the page says, in this person's language.
  says(key, places = {}) {
    const text = texts[this.language][key];
    assert.ok(text !== undefined, key);
    const form =
      typeof text === "string"
        ? text
        : (text[new Intl.PluralRules(this.language).select(places.n)] ?? text.other);
    return form.replace(/\{([a-z_]+)\}/g, (_, name) => String(places[name]));
  }

  async visit(address) {
    await this.page.goto(address);
    await this.page.waitForSelector("body[data-screen]");
  }

  button(key, places) {
    return this.page.getByRole("button", { name: this.says(key, places), exact: true }).first();
  }

  awaitWords(key, places) {
    return this.page.locator("#page").getByText(this.says(key, places)).first().waitFor();
  }

  // By the Tab key alone, from where the focus is.
  async reach(control) {
    await control.waitFor();
    for (let i = 0; i < 150; ++i) {
      if (await control.evaluate((node) => node === document.activeElement)) return;
      await this.page.keyboard.press("Tab");
    }
    assert.fail(`${this.name}: the keyboard does not reach ${control}`);
  }

  async use(control, key = "Enter") {
    if (!this.keyboard) return control.click();
    await this.reach(control);
    await this.page.keyboard.press(key);
    await this.page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    await until(
      () => this.page.evaluate(() => document.activeElement !== document.body),
      `${this.name}'s focus after ${control}`,
    );
  }

  press(key, places) {
    return this.use(this.button(key, places));
  }

  async fill(selector, value) {
    if (!this.keyboard) return this.page.fill(selector, value);
    await this.reach(this.page.locator(selector));
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.insertText(value);
  }

  async choose(selector, value) {
    const control = this.page.locator(selector);
    if (!this.keyboard) return control.selectOption(value);
    await this.reach(control);
    await this.page.keyboard.press("Home");
    for (let i = 0; i < 30 && (await control.inputValue()) !== value; ++i)
      await this.page.keyboard.press("ArrowDown");
    assert.equal(await control.inputValue(), value);
  }

  async give(selector, path) {
    const control = this.page.locator(selector);
    if (!this.keyboard) return control.setInputFiles(path);
    await this.reach(control);
    const [chooser] = await Promise.all([
      this.page.waitForEvent("filechooser"),
      this.page.keyboard.press("Enter"),
    ]);
    await chooser.setFiles(path);
  }

  // Presses and keeps the file that is saved.
  async save(as, key, places) {
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      this.press(key, places),
    ]);
    this.files[as] = this.board.path(`${this.name}-${as}`);
    await download.saveAs(this.files[as]);
    return this.files[as];
  }

  // attempt: what is tried before the right backup is read back; look: called on each screen.
  async makeKey({ attempt = async () => {}, look = async () => {} } = {}) {
    await this.press("officials.key.make");
    await look("key-make");
    await this.fill("#key-name", this.name.replace("-", "/"));
    await this.fill("#new-passphrase", passphrase);
    await this.fill("#again", passphrase);
    await this.press("officials.key.makeNow");
    await this.screen("key-backup");
    await look("key-backup");
    await this.save("key", "officials.key.saveBackup", { n: 1 });
    assert.equal(
      await this.button("officials.key.openAgain").count(),
      0,
      "one backup is not enough",
    );
    await this.save("backup", "officials.key.saveBackup", { n: 2 });
    await this.press("officials.key.openAgain");
    await look("key-read-back");
    await attempt();
    await this.give("#backup-file", this.files.backup);
    await this.page.locator("#page").getByText(`${this.name}-backup`).waitFor();
    await this.fill("#passphrase", passphrase);
    await this.press("officials.key.prove");
  }

  async openKey(file = this.files.key, words = passphrase) {
    await this.give("#key-file", file);
    await this.page.locator("#page").getByText(file.split("/").at(-1)).waitFor();
    await this.fill("#passphrase", words);
    await this.press("officials.key.open");
  }

  // Plays a whole rehearsal; `look` is called where a wrong check code was missed.
  async rehearse(look = async () => {}) {
    await this.press("trustee.rehearse");
    await this.screen("rehearsal");
    const ticks = this.page.locator(".rehearsal .mark.done");
    // Of an item that is being played, another press is not taken.
    const next = async (times) => {
      for (let i = 0; i < times; ++i) {
        const before = await ticks.count();
        await this.use(
          this.page.getByRole("button", {
            name: this.says("trustee.rehearsal.next", { item: "" }).trim(),
          }),
        );
        await ticks.nth(before).waitFor();
      }
    };
    await next(6);
    await this.press("trustee.rehearsal.same");
    await this.awaitWords("trustee.rehearsal.missed");
    await look();
    await this.press("trustee.rehearsal.different");
    await next(6);
    await this.awaitWords("trustee.rehearsal.complete");
  }

  publicLine() {
    return this.page.locator("code.code").first().textContent();
  }

  checkCode() {
    return this.page.locator(".check-code .groups").textContent();
  }
}
