// A browser in which nothing goes unseen: requests, policy violations, storage, what axe finds,
// contrast and overflow are looked at on every screen. With SCREENS set, a folder, each screen has its
// picture there.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const require = createRequire(join(root, "web/client/package.json"));
const { chromium } = require("playwright-core");
const readSquares = require("jsqr");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const screens = process.env.SCREENS;
if (screens !== undefined) mkdirSync(screens, { recursive: true });

// Which screens of which pages were shown, looked at and kept; with SCREEN_NOTES set, written there when
// the tests end, for tests/web/pages/screensSeen.mjs.
const notes = { shown: new Set(), inspected: new Set(), kept: new Set(), pictures: new Set() };
if (process.env.SCREEN_NOTES !== undefined) {
  process.on("exit", () => writeFileSync(join(process.env.SCREEN_NOTES, `${process.pid}.json`),
    JSON.stringify(notes, (_, value) => (value instanceof Set ? [...value].sort() : value))));
}

// By the page's address or file; an election and a question are whichever they are.
const nameScreen = (address, name) => {
  const page = /(vote|check|observe|trustee|authority)r?(\.html)?$/.exec(new URL(address).pathname)?.[1] ?? "other";
  return `${page} ${name.replace(/^(election|draft-question)-.*/, "$1")}`;
};

// Tells of each screen as it appears.
function tellScreens() {
  let before = "";
  new MutationObserver(() => {
    const screen = document.body?.dataset.screen ?? before;
    if (screen !== before) globalThis.noteScreen(screen);
    before = screen;
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-screen"] });
}

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 900 };

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
    // Pages that a test hands out itself count as public, and would not be let to this machine's own ports.
    "--disable-features=LocalNetworkAccessChecks"],
});

// Chromium on Linux reads no QR codes: this one sees what a test holds before it.
function standInForDetector() {
  globalThis.BarcodeDetector = class {
    static getSupportedFormats = async () => ["qr_code"];
    detect = async (video) => (globalThis.seen !== undefined && video.videoWidth > 0 ? [{ rawValue: globalThis.seen }] : []);
  };
}

// As a language would be that is written from right to left and takes 40 % more room.
function stretch() {
  const written = new WeakMap();
  const lengthen = (node) => {
    if (written.get(node) === node.data || node.data.trim() === "" || node.parentElement?.closest("script, style, textarea, .code, .languages") !== null) return;
    node.data += ` ${node.data.slice(0, Math.ceil(0.4 * node.data.length))}`;
    written.set(node, node.data);
  };
  new MutationObserver(() => {
    if (document.documentElement.dir !== "rtl") document.documentElement.dir = "rtl";
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) lengthen(node);
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["dir"] });
}

// What forced colours, no motion and longer words must leave as it is.
function findMisshapen() {
  const faults = [];
  for (const element of document.querySelectorAll("body *")) {
    if (!element.checkVisibility() || element.closest(".out-of-sight, .skip, svg") !== null) continue;
    const { transitionDuration, animationDuration, borderTopStyle } = getComputedStyle(element);
    const said = `${element.tagName} ${element.className} ${element.textContent.slice(0, 30)}`;
    if (!/^0s(, 0s)*$/.test(transitionDuration) || animationDuration !== "0s") faults.push(`moves: ${said}`);
    if (element.matches("button, a.button, label, legend") && element.scrollWidth > element.clientWidth + 1) faults.push(`cut off: ${said}`);
    if (element.matches("button, .card, .outcome") && borderTopStyle === "none") faults.push(`without an edge: ${said}`);
  }
  for (const [part, colour] of [["rect", "rgb(255, 255, 255)"], ["path", "rgb(0, 0, 0)"]]) {
    for (const element of document.querySelectorAll(`.qr-code ${part}`)) {
      if (getComputedStyle(element).fill !== colour) faults.push(`a code is not black on white: ${getComputedStyle(element).fill}`);
    }
  }
  return faults;
}

// Visible text whose contrast with what lies behind it is less than this.
function findWeakText(least) {
  const parse = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === "" || !element.checkVisibility() || element.closest(".out-of-sight, .skip, script, style, textarea") !== null) continue;
    const [a, b] = [luminance(parse(getComputedStyle(element).color)), luminance(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < least) weak.push(`${ratio.toFixed(2)}: ${node.data.trim().slice(0, 40)}`);
  }
  return weak;
}

function findSmallTargets() {
  return [...document.querySelectorAll("button, a.button, summary, label.option, label.grade, .setting label, input[type=text], select")]
    .filter((element) => element.checkVisibility() && element.closest(".out-of-sight, .skip") === null)
    .map((element) => ({ box: element.getBoundingClientRect(), text: element.textContent }))
    .filter(({ box }) => box.height < 44 || box.width < 44)
    .map(({ box, text }) => `${Math.round(box.width)}x${Math.round(box.height)}: ${text.slice(0, 30)}`);
}

// An alert for voters says what happened, whose fault it is and what to do, each in words.
function findCurtAlerts() {
  return [...document.querySelectorAll(".outcome.bad, .outcome.warn")].filter((alert) => alert.checkVisibility())
    .filter((alert) => ![".happened", ".fault", ".next"].every((part) => /\p{L}/u.test(alert.querySelector(part)?.innerText ?? "")))
    .map((alert) => alert.innerText);
}

// Pictures and signs that have no words to be seen beside them. What a camera is to read
// is none, nor a bar beside its number.
function findBareIcons() {
  const faults = [];
  const hasWords = (element) => /\p{L}/u.test(element.innerText);
  for (const button of document.querySelectorAll("button, a.button, summary")) {
    if (button.checkVisibility() && !hasWords(button)) faults.push(button.outerHTML.slice(0, 80));
  }
  for (const picture of document.querySelectorAll("svg:not(.qr-code, .bar), img, canvas")) {
    if (picture.checkVisibility() && !hasWords(picture.parentElement)) faults.push(picture.parentElement.outerHTML.slice(0, 80));
  }
  return faults;
}

// What each page's help says, in each language; the texts of one page begin alike.
const helps = ["en", "zh-Hans"].flatMap((tag) => {
  const texts = JSON.parse(readFileSync(join(root, `web/client/src/text/${tag}.json`), "utf8"));
  const ofPage = (page) => Object.keys(texts).filter((key) => key === `${page}.help` || key.startsWith(`${page}.help.`));
  return [
    { page: "unstamped", says: [texts["page.unstamped"]] },
    ...["voter", "check", "observer", "trustee", "authority"].map((page) => ({ page, says: ofPage(page).map((key) => texts[key]) })),
  ];
});

export class Visitor {
  requests = [];
  posts = [];
  errors = [];
  seen = new Set();

  static async open(browser, { operators, language = "en-GB", viewport = phone, camera = false, stretched = false, options = {} }) {
    const visitor = new this();
    visitor.operators = operators;
    visitor.language = language;
    visitor.context = await browser.newContext({ viewport, locale: language, acceptDownloads: true, ...options });
    await visitor.context.addInitScript(() => {
      globalThis.violations = [];
      document.addEventListener("securitypolicyviolation", (event) => globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
    });
    await visitor.context.exposeBinding("noteScreen", ({ page }, name) => void notes.shown.add(nameScreen(page.url(), name)));
    await visitor.context.addInitScript(tellScreens);
    if (camera) await visitor.context.addInitScript(standInForDetector);
    if (stretched) await visitor.context.addInitScript(stretch);
    visitor.page = await visitor.context.newPage();
    visitor.page.setDefaultTimeout(20_000);
    visitor.context.on("request", (request) => {
      visitor.requests.push(request.url());
      if (request.method() === "POST") visitor.posts.push({ url: request.url(), body: request.postDataBuffer() });
    });
    visitor.page.on("pageerror", (error) => visitor.errors.push(String(error.stack ?? error)));
    return visitor;
  }

  async screen(name) {
    await this.page.waitForSelector(`body[data-screen="${name}"]`).catch(async () => {
      const at = await this.page.evaluate(() => `${document.body.dataset.screen}: ${document.querySelector("main")?.innerText}`);
      throw new Error(`expected the screen ${name}, got ${at}\n${this.errors.join("\n")}`);
    });
  }

  // Looks at the present screen in every way; once for each name.
  async inspect(name, { keep = name } = {}) {
    const { page } = this;
    await this.assertNothingKept();
    if (this.seen.has(name)) return;
    this.seen.add(name);
    const shown = nameScreen(page.url(), await page.evaluate(() => document.body.dataset.screen));
    notes.inspected.add(shown);
    if (keep !== null) {
      notes.kept.add(shown);
      notes.pictures.add(keep);
    }
    if (screens !== undefined && keep !== null) await this.takePicture(join(screens, `${keep}.png`));
    if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`), [], `axe on ${name}`);
    await this.assertContrast(name, 10);
    await this.assertTargets(name);
    await this.assertNoSidewaysScroll(name);
    const head = await page.evaluate(() => [...document.querySelectorAll("header .languages button, header #help")]
      .filter((button) => button.checkVisibility()).map((button) => button.innerText.trim()));
    const help = head.pop();
    assert.deepEqual(head.sort(), ["English", "简体中文"], `each language in its own name on ${name}`);
    assert.ok(["Help", "帮助"].some((word) => help.startsWith(word)), `help at the end of the head on ${name}`);
    const at = await this.readHelp(name);
    if (["voter", "check"].includes(at)) {
      assert.deepEqual(await page.evaluate(findCurtAlerts), [], `what happened, whose fault it is and what to do on ${name}`);
    }
    assert.deepEqual(await page.evaluate(findBareIcons), [], `words beside each picture and sign on ${name}`);
    const heading = await page.evaluate(() => document.title.startsWith(document.querySelector("h1").innerText.trim()));
    assert.ok(heading, `the document's title begins with the heading of ${name}`);
  }

  // Opens it, reads it and leaves it, and is where it was before. Whose help it is.
  async readHelp(name) {
    const { page } = this;
    const before = await page.evaluateHandle(() => document.activeElement);
    await page.click("header #help");
    const said = await page.locator("dialog .dialog-content p").allInnerTexts();
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog", { state: "detached" });
    await before.evaluate((element) => element.focus({ preventScroll: true }));
    const found = helps.find(({ says }) => JSON.stringify(says) === JSON.stringify(said));
    assert.ok(found !== undefined, `help says what it is to say on ${name}: ${said.join(" ")}`);
    return found.page;
  }

  async assertTargets(name) {
    assert.deepEqual(await this.page.evaluate(findSmallTargets), [], `targets of at least 44 px on ${name}`);
  }

  async assertContrast(name, least) {
    assert.deepEqual(await this.page.evaluate(findWeakText, least), [], `contrast of at least ${least}:1 on ${name}`);
  }

  // Of the whole page, with what stays at the window's edge in its own place.
  async takePicture(path) {
    const place = (position) => this.page.evaluate((value) => document.querySelector("main > .actions")?.style.setProperty("position", value), position);
    await place("static");
    await this.page.screenshot({ path, fullPage: true });
    await place("");
  }

  // 320 px wide in the usual and the largest text; 640 px is a desktop at 200 %.
  async assertNoSidewaysScroll(name) {
    const { page } = this;
    const viewport = page.viewportSize();
    for (const [width, size] of [[320, "26"], [320, "48"], [640, "48"]]) {
      await page.setViewportSize({ width, height: 640 });
      await page.evaluate((value) => { document.documentElement.dataset.size = value; }, size);
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(excess <= 0, `${name} scrolls sideways by ${excess} px at ${width} px and text of ${size} px`);
    }
    await page.evaluate(() => { delete document.documentElement.dataset.size; });
    await page.setViewportSize(viewport);
  }

  async assertNothingKept() {
    const kept = await this.page.evaluate(async () => ({
      local: location.protocol === "file:" ? 0 : localStorage.length, session: location.protocol === "file:" ? 0 : sessionStorage.length,
      databases: location.protocol === "file:" ? 0 : (await indexedDB.databases()).length, cookies: location.protocol === "file:" ? "" : document.cookie,
      address: location.hash + location.search, state: Object.keys(history.state ?? {}).join(), violations: globalThis.violations,
    }));
    assert.deepEqual(kept, { local: 0, session: 0, databases: 0, cookies: "", address: "", state: kept.state === "" ? "" : "place", violations: [] });
    assert.deepEqual(this.errors, []);
    const origins = new Set(this.requests.filter((url) => !/^(data|blob|file):/.test(url)).map((url) => new URL(url).origin));
    for (const origin of origins) assert.ok(this.operators.includes(origin), `a request went to ${origin}`);
  }

  async assertShape(name) {
    await this.assertNoSidewaysScroll(name);
    assert.deepEqual(await this.page.evaluate(findMisshapen), [], name);
    await this.page.keyboard.press("Tab");
    assert.notEqual(await this.page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none", `the focus is seen on ${name}`);
  }

  // What a camera reads that is held before the code on this page.
  async readQrCode() {
    await this.page.waitForSelector(".qr-code path[d]");
    const [size, path] = await this.page.$eval(".qr-code", (code) => [code.viewBox.baseVal.width, code.querySelector("path").getAttribute("d")]);
    const scale = 4;
    const pixels = new Uint8ClampedArray(4 * (scale * size) ** 2).fill(255);
    for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
      for (let i = 0; i < scale * scale; ++i) {
        const at = 4 * ((scale * Number(y) + Math.floor(i / scale)) * scale * size + scale * Number(x) + (i % scale));
        pixels.fill(0, at, at + 3);
      }
    }
    return readSquares(pixels, scale * size, scale * size).data;
  }

  async scan(button, text) {
    await this.page.evaluate(() => { globalThis.seen = undefined; });
    await this.page.click(`button:has-text("${button}")`);
    await this.page.waitForSelector("dialog video");
    await this.page.evaluate((value) => { globalThis.seen = value; }, text);
    await this.page.waitForSelector("dialog", { state: "detached" });
  }

  next() {
    return this.page.click("main .actions button.primary");
  }

  async close() {
    await this.context.close();
  }
}
