// Somebody with a browser in which nothing goes unseen: requests, policy violations, storage, what
// axe finds, contrast and overflow are looked at on every screen.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { phone } from "./browser.mjs";
import {
  findBareIcons,
  findCurtAlerts,
  findMisshapen,
  findSmallTargets,
  findWeakText,
} from "./findings.mjs";
import { patience_ms, until } from "./patience.mjs";
import { noteInspected, noteScreensOf } from "./screenNotes.mjs";
import { standInForDetector, stretch } from "./standIns.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const require = createRequire(join(root, "web/client/package.json"));
const readSquares = require("jsqr");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

// What each page's help says, in each language; the texts of one page begin alike.
const helps = ["en", "zh-Hans"].flatMap((tag) => {
  const texts = JSON.parse(readFileSync(join(root, `web/client/src/text/${tag}.json`), "utf8"));
  const ofPage = (page) =>
    Object.keys(texts).filter((key) => key === `${page}.help` || key.startsWith(`${page}.help.`));
  return [
    { page: "unstamped", says: [texts["page.unstamped"]] },
    ...["voter", "check", "observer", "trustee", "authority"].map((page) => ({
      page,
      says: ofPage(page).map((key) => texts[key]),
    })),
  ];
});

export class Visitor {
  requests = [];
  posts = [];
  errors = [];
  seen = new Set();
  isTimeStopped = false;

  static async open(
    browser,
    {
      operators,
      language = "en-GB",
      viewport = phone,
      camera = false,
      stretched = false,
      options = {},
    },
  ) {
    const visitor = new this();
    visitor.operators = operators;
    visitor.language = language;
    visitor.context = await browser.newContext({
      viewport,
      locale: language,
      acceptDownloads: true,
      ...options,
    });
    await visitor.context.addInitScript(() => {
      globalThis.violations = [];
      document.addEventListener("securitypolicyviolation", (event) =>
        globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
      );
    });
    await noteScreensOf(visitor.context);
    if (camera) await visitor.context.addInitScript(standInForDetector);
    if (stretched) await visitor.context.addInitScript(stretch);
    visitor.page = await visitor.context.newPage();
    visitor.page.setDefaultTimeout(patience_ms);
    visitor.context.on("request", (request) => {
      visitor.requests.push(request.url());
      if (request.method() === "POST")
        visitor.posts.push({ url: request.url(), body: request.postDataBuffer() });
    });
    visitor.page.on("pageerror", (error) => visitor.errors.push(String(error.stack ?? error)));
    return visitor;
  }

  async screen(name) {
    await this.page.waitForSelector(`body[data-screen="${name}"]`).catch(async () => {
      const at = await this.page.evaluate(
        () => `${document.body.dataset.screen}: ${document.querySelector("main")?.innerText}`,
      );
      throw new Error(`expected the screen ${name}, got ${at}\n${this.errors.join("\n")}`);
    });
  }

  // Looks at the present screen in every way; once for each name.
  async inspect(name, { keep = name } = {}) {
    const { page } = this;
    await this.assertNothingKept();
    if (this.seen.has(name)) return;
    this.seen.add(name);
    await noteInspected(page, keep);
    if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
    const { violations } = await this.goOn(
      page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] })),
    );
    assert.deepEqual(
      violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
      ),
      [],
      `axe on ${name}`,
    );
    await this.assertContrast(name, 10);
    await this.assertTargets(name);
    await this.assertNoSidewaysScroll(name);
    const head = await page.evaluate(() =>
      [...document.querySelectorAll("header .languages button, header #help")]
        .filter((button) => button.checkVisibility())
        .map((button) => button.innerText.trim()),
    );
    const help = head.pop();
    assert.deepEqual(
      head.sort(),
      ["English", "简体中文"],
      `each language in its own name on ${name}`,
    );
    assert.ok(
      ["Help", "帮助"].some((word) => help.startsWith(word)),
      `help at the end of the head on ${name}`,
    );
    const at = await this.readHelp(name);
    if (["voter", "check"].includes(at)) {
      assert.deepEqual(
        await page.evaluate(findCurtAlerts),
        [],
        `what happened, whose fault it is and what to do on ${name}`,
      );
    }
    assert.deepEqual(
      await page.evaluate(findBareIcons),
      [],
      `words beside each picture and sign on ${name}`,
    );
    const heading = await page.evaluate(() =>
      document.title.startsWith(document.querySelector("h1").innerText.trim()),
    );
    assert.ok(heading, `the document's title begins with the heading of ${name}`);
  }

  // Opens it, reads it and leaves it, and is where it was before. Whose help it is.
  async readHelp(name) {
    const { page } = this;
    const before = await page.evaluateHandle(() => document.activeElement);
    await page.click("header #help");
    await page.waitForSelector("dialog .dialog-content p");
    const said = await page.locator("dialog .dialog-content p").allInnerTexts();
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog", { state: "detached" });
    await before.evaluate((element) => element.focus({ preventScroll: true }));
    const found = helps.find(({ says }) => JSON.stringify(says) === JSON.stringify(said));
    assert.ok(found !== undefined, `help says what it is to say on ${name}: ${said.join(" ")}`);
    return found.page;
  }

  async assertTargets(name) {
    assert.deepEqual(
      await this.page.evaluate(findSmallTargets),
      [],
      `targets of at least 44 px on ${name}`,
    );
  }

  async assertContrast(name, least) {
    assert.deepEqual(
      await this.page.evaluate(findWeakText, least),
      [],
      `contrast of at least ${least}:1 on ${name}`,
    );
  }

  // 320 px wide in the usual and the largest text; 640 px is a desktop at 200 %.
  async assertNoSidewaysScroll(name) {
    const { page } = this;
    const viewport = page.viewportSize();
    for (const [width, size] of [
      [320, "26"],
      [320, "48"],
      [640, "48"],
    ]) {
      await page.setViewportSize({ width, height: 640 });
      await page.evaluate((value) => {
        document.documentElement.dataset.size = value;
      }, size);
      const excess = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(
        excess <= 0,
        `${name} scrolls sideways by ${excess} px at ${width} px and text of ${size} px`,
      );
    }
    await page.evaluate(() => {
      delete document.documentElement.dataset.size;
    });
    await page.setViewportSize(viewport);
  }

  async assertNothingKept() {
    const kept = await this.page.evaluate(async () => ({
      local: location.protocol === "file:" ? 0 : localStorage.length,
      session: location.protocol === "file:" ? 0 : sessionStorage.length,
      databases: location.protocol === "file:" ? 0 : (await indexedDB.databases()).length,
      cookies: location.protocol === "file:" ? "" : document.cookie,
      address: location.hash + location.search,
      state: Object.keys(history.state ?? {}).join(),
      violations: globalThis.violations,
    }));
    assert.deepEqual(kept, {
      local: 0,
      session: 0,
      databases: 0,
      cookies: "",
      address: "",
      state: kept.state === "" ? "" : "place",
      violations: [],
    });
    assert.deepEqual(this.errors, []);
    const origins = new Set(
      this.requests
        .filter((url) => !/^(data|blob|file):/.test(url))
        .map((url) => new URL(url).origin),
    );
    for (const origin of origins)
      assert.ok(this.operators.includes(origin), `a request went to ${origin}`);
  }

  async assertShape(name) {
    await this.assertNoSidewaysScroll(name);
    assert.deepEqual(await this.page.evaluate(findMisshapen), [], name);
    await this.page.keyboard.press("Tab");
    assert.notEqual(
      await this.page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle),
      "none",
      `the focus is seen on ${name}`,
    );
  }

  // What a camera reads that is held before the code on this page.
  async readQrCode() {
    await this.page.waitForSelector(".qr-code path[d]");
    const [size, path] = await this.page.$eval(".qr-code", (code) => [
      code.viewBox.baseVal.width,
      code.querySelector("path").getAttribute("d"),
    ]);
    const scale = 4;
    const pixels = new Uint8ClampedArray(4 * (scale * size) ** 2).fill(255);
    for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
      for (let i = 0; i < scale * scale; ++i) {
        const at =
          4 *
          ((scale * Number(y) + Math.floor(i / scale)) * scale * size +
            scale * Number(x) +
            (i % scale));
        pixels.fill(0, at, at + 3);
      }
    }
    return readSquares(pixels, scale * size, scale * size).data;
  }

  async scan(button, text) {
    await this.page.evaluate(() => {
      globalThis.seen = undefined;
    });
    await this.page.click(`button:has-text("${button}")`);
    await this.page.waitForSelector("dialog video");
    await this.page.evaluate((value) => {
      globalThis.seen = value;
    }, text);
    await this.page.waitForSelector("dialog", { state: "detached" });
  }

  // The page's time stands still from here on, and goes on by what the test says: no patience of
  // the page ends while it is looked at, however slow this machine is.
  async stopTime() {
    const now = Date.now();
    await this.page.clock.install({ time: now });
    await this.page.clock.pauseAt(now + 1000);
    this.isTimeStopped = true;
  }

  async resumeTime() {
    await this.page.clock.resume();
    this.isTimeStopped = false;
  }

  // What works in the page has as many milliseconds as it takes turns.
  async goOn(work) {
    let isDone = !this.isTimeStopped;
    const end = () => {
      isDone = true;
    };
    work.then(end, end);
    while (!isDone) await this.page.clock.runFor(1);
    return work;
  }

  // Lets it pass in steps until something is so.
  passTime(step_ms, isSo, what) {
    return until(
      async () => (await isSo()) || (await this.page.clock.runFor(step_ms), false),
      what,
    );
  }

  next() {
    return this.page.click("main .actions button.primary");
  }

  async close() {
    await this.context.close();
  }
}
