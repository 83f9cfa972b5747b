// Firefox and WebKit, Safari's engine, behind the few acts that a walk through the pages needs.
// Each comes from Debian's packages and is driven the way its makers offer: WebDriver BiDi and
// WebDriver.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { findFreePort } from "./board.mjs";
import { patience_ms, until } from "./patience.mjs";

const require = createRequire(new URL("../../../web/client/package.json", import.meta.url));
const { default: puppeteer } = await import(require.resolve("puppeteer-core"));
const { Builder, By, Capabilities } = require("selenium-webdriver");

// Those that scripts/setup.sh installs, or that the variables name; undefined if there is none.
const findProgram = (variable, ...paths) =>
  process.env[variable] ?? paths.find((each) => existsSync(each));
const firefox_path = findProgram("FIREFOX", "/usr/bin/firefox", "/usr/bin/firefox-esr");
const driver_path = findProgram("WEBKIT_DRIVER", "/usr/bin/WebKitWebDriver");
const webkit_path = findProgram(
  "WEBKIT_BROWSER",
  "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
  "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.0/MiniBrowser",
);

// One page, which is a tab of its browser. Both kinds have: goto, evaluate, press and type.
class Page {
  // Marks what the selector finds, of those the first that has the text, for a press by a real
  // pointer: once it stays where it is.
  async find(selector, text = "") {
    await this.until(
      (css, words) => {
        const found = [...document.querySelectorAll(css)].find(
          (node) => node.checkVisibility() && node.textContent.includes(words),
        );
        document.querySelector("[data-found]")?.removeAttribute("data-found");
        found?.setAttribute("data-found", "");
        found?.scrollIntoView({ block: "center" });
        const place = JSON.stringify(found?.getBoundingClientRect());
        const stays = place === globalThis.placeFound;
        globalThis.placeFound = place;
        return found !== undefined && stays;
      },
      `${selector} with "${text}"`,
      selector,
      text,
    );
    return "[data-found]";
  }

  async until(predicate, what, ...values) {
    const shown = () =>
      this.evaluate(
        () => `${document.body.dataset.screen}: ${document.querySelector("main")?.innerText}`,
      );
    await until(
      () => this.evaluate(predicate, ...values),
      async () => `${what} in ${this.name}, which shows ${await shown()}`,
    );
  }

  screen(name) {
    return this.until((wanted) => document.body.dataset.screen === wanted, `screen ${name}`, name);
  }

  next() {
    return this.press("main .actions button.primary");
  }
}

class FirefoxPage extends Page {
  name = "Firefox";

  constructor(page) {
    super();
    this.page = page;
  }

  goto(address) {
    return this.page.goto(address);
  }

  evaluate(act, ...values) {
    return this.page.evaluate(act, ...values);
  }

  async press(selector, text) {
    await this.page.click(await this.find(selector, text));
  }

  async type(selector, text) {
    await this.page.type(await this.find(selector), text);
  }
}

class WebKitPage extends Page {
  name = "WebKit";

  constructor(driver, tab) {
    super();
    this.driver = driver;
    this.tab = tab;
  }

  turnTo() {
    return this.driver.switchTo().window(this.tab);
  }

  async goto(address) {
    await this.turnTo();
    await this.driver.get(address);
  }

  async evaluate(act, ...values) {
    await this.turnTo();
    return this.driver.executeScript(`return (${act})(...arguments);`, ...values);
  }

  async element(selector, text) {
    return this.driver.findElement(By.css(await this.find(selector, text)));
  }

  async press(selector, text) {
    await (await this.element(selector, text)).click();
  }

  async type(selector, text) {
    await (await this.element(selector)).sendKeys(text);
  }
}

async function launchFirefox() {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: firefox_path,
    headless: true,
    timeout: patience_ms,
    protocolTimeout: patience_ms,
  });
  return {
    version: await browser.version(),
    newPage: async () => new FirefoxPage(await browser.newPage()),
    close: () => browser.close(),
  };
}

// On a port that was free a moment ago; where another program was faster, on another.
async function startDriver(display) {
  for (;;) {
    const port = await findFreePort();
    // As root, in a container, it cannot make its sandbox; what it opens is this test's own.
    const service = spawn(driver_path, [`--port=${port}`], {
      stdio: "ignore",
      env: {
        ...process.env,
        DISPLAY: display,
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
        LIBGL_ALWAYS_SOFTWARE: "1",
      },
    });
    const answers = () =>
      fetch(`http://127.0.0.1:${port}/status`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(async () => service.exitCode !== null || answers(), "WebKit's driver");
    if (service.exitCode === null) return { service, port };
  }
}

// Its browser draws on a screen: one that nobody sees. Xvfb and the driver say where they are.
async function launchWebKit() {
  const screen = spawn(
    "Xvfb",
    ["-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
    { stdio: ["ignore", "ignore", "ignore", "pipe"] },
  );
  const [number] = await once(createInterface(screen.stdio[3]), "line");
  const { service, port } = await startDriver(`:${number}`);
  const capabilities = new Capabilities({
    browserName: "MiniBrowser",
    "webkitgtk:browserOptions": { binary: webkit_path, args: ["--automation"] },
  });
  const driver = await new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities(capabilities)
    .build();
  let is_first = true;
  return {
    version: `WebKit ${(await driver.getCapabilities()).get("browserVersion")}`,
    newPage: async () => {
      if (!is_first) await driver.switchTo().newWindow("tab");
      is_first = false;
      return new WebKitPage(driver, await driver.getWindowHandle());
    },
    close: async () => {
      await driver.quit();
      service.kill();
      screen.kill();
    },
  };
}

export const otherBrowsers = {
  Firefox: { launch: launchFirefox, isThere: firefox_path !== undefined },
  WebKit: {
    launch: launchWebKit,
    isThere: driver_path !== undefined && webkit_path !== undefined && existsSync("/usr/bin/Xvfb"),
  },
};
