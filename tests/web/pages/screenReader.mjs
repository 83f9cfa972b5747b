// A person who hears and does not see: a browser on a screen that nobody looks at, Orca, the screen reader
// of Debian's desktops, and a keyboard. What Orca says is taken from its log, word for word as it goes to
// the voice; the page is never asked for anything.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const needed = ["orca", "Xvfb", "openbox", "xdotool", "xclip", "dbus-run-session", "gsettings", "script"];
const isThere = (program) => (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, program)));
export const missing = needed.filter((program) => !isThere(program));

// What Firefox would say of itself at its first start, and does not.
const quiet = ["browser.aboutwelcome.enabled", "browser.shell.checkDefaultBrowser", "datareporting.policy.dataSubmissionEnabled"];

export const browsers = {
  Chromium: {
    program: process.env.CHROMIUM ?? "/usr/bin/chromium",
    words: (folder) => ["--no-sandbox", "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check", "--disable-sync",
      "--force-renderer-accessibility", `--user-data-dir=${folder}`],
  },
  Firefox: {
    program: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    words: (folder) => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "user.js"), quiet.map((name) => `user_pref("${name}", false);\n`).join(""));
      return ["--profile", folder];
    },
  },
};

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Until Orca has said all that follows from one key.
const silence_ms = 600;
// Until it begins to.
const patience_ms = 4000;

export class Listener {
  #folder = mkdtempSync(join(tmpdir(), "tabella-orca-"));
  #log = join(this.#folder, "orca.log");
  #environment = {
    PATH: `${this.#folder}:${process.env.PATH}`, HOME: this.#folder, XDG_RUNTIME_DIR: this.#folder, LANG: "C.UTF-8",
    GTK_MODULES: "gail:atk-bridge", ACCESSIBILITY_ENABLED: "1",
  };
  // Each leads a group of its own.
  #leaders = [];
  // How much had been said when the last key was pressed.
  #before = 0;

  // Its own screen and session: an Orca that somebody uses on this machine hears nothing of it. A page
  // that only says hello has to be heard first; why nothing can be heard here, if so, as a text.
  static async start(browser) {
    const lacking = existsSync(browser.program) ? missing : [...missing, browser.program];
    if (lacking.length > 0) return `not on this machine: ${lacking.join(", ")}`;
    const listener = new this();
    process.once("exit", () => listener.stop());
    try {
      await listener.#start();
      const page = join(listener.#folder, "hello.html");
      writeFileSync(page, "<!doctype html><html lang=en><title>Hello</title><h1>Hello, listener</h1></html>");
      listener.open(browser, `file://${page}`);
      await listener.hear(/Hello, listener/);
      return listener;
    } catch (error) {
      listener.stop();
      return `nothing is heard on this machine: ${error.message}`;
    }
  }

  async #start() {
    const environment = this.#environment;
    environment.DISPLAY = `:${await this.#begin("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"])}`;
    const session = ["--", "sh", "-c", 'echo "$DBUS_SESSION_BUS_ADDRESS"; exec sleep infinity'];
    environment.DBUS_SESSION_BUS_ADDRESS = await this.#begin("dbus-run-session", session);
    this.#run("gsettings", "set", "org.gnome.desktop.interface", "toolkit-accessibility", "true");
    this.#spawn("openbox", []);
    // Orca looks for another one of the same user, on whatever screen, and would not begin beside it.
    writeFileSync(join(this.#folder, "pgrep"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    // To a terminal it writes line by line.
    this.#spawn("script", ["-qefc", "exec orca --debug-file /dev/tty", this.#log]);
    await this.hear(/Screen reader on/);
  }

  // Nothing waits for its end.
  #spawn(program, words, stdio = "ignore") {
    const child = spawn(program, words, { env: this.#environment, stdio, detached: true });
    child.on("error", () => undefined);
    child.unref();
    if (child.pid !== undefined) this.#leaders.push(child.pid);
    return child;
  }

  // Its first line.
  #begin(program, words) {
    const child = this.#spawn(program, words, ["ignore", "pipe", "ignore"]);
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (code) => reject(new Error(`${program} ended with ${code}`)));
      child.stdout.once("data", (line) => {
        resolve(String(line).trim());
        // Whatever it has begun has the other end.
        child.stdout.destroy();
      });
    });
  }

  #run(program, ...words) {
    execFileSync(program, words, { env: this.#environment, timeout: 30_000 });
  }

  open({ program, words }, address) {
    this.#before = this.#said().length;
    this.#spawn(program, [...words(join(this.#folder, "profile")), address]);
  }

  #said() {
    if (!existsSync(this.#log)) return [];
    return [...readFileSync(this.#log, "utf8").matchAll(/SPEECH OUTPUT: '(.*?)'(?: ?\{.*)?\r?$/gm)].map(([, words]) => words);
  }

  // What was said since the last key.
  get heard() {
    return this.#said().slice(this.#before).join(" ");
  }

  async hear(words) {
    for (const end = Date.now() + 60_000; Date.now() < end; await pause(50)) {
      if (words.test(this.heard)) return this.#settle();
    }
    return assert.fail(`${words} was not heard, but: ${this.heard}`);
  }

  // Nothing more comes.
  async #settle() {
    for (let before = -1; before !== this.#said().length; await pause(silence_ms)) before = this.#said().length;
    return this.heard;
  }

  // Waits until more is said than the key itself, and then until all is said.
  async press(key) {
    this.#before = this.#said().length;
    this.#run("xdotool", "key", key);
    const echo = new RegExp(`^(${key} *)?$`, "i");
    for (const end = Date.now() + patience_ms; Date.now() < end && echo.test(this.heard); await pause(50));
    return this.#settle();
  }

  async type(words) {
    this.#run("xdotool", "type", "--delay", "20", words);
    await this.#settle();
  }

  // Orca changes by itself between reading and typing, and not always back: then a person tells it to.
  async #changeMode() {
    this.#before = this.#said().length;
    this.#run("xdotool", "keydown", "Insert", "key", "a", "keyup", "Insert");
    await pause(silence_ms);
    await this.#settle();
  }

  // What was copied on this device; and what another one sent, so that it can be pasted here.
  copied() {
    return execFileSync("xclip", ["-selection", "clipboard", "-o"], { env: this.#environment, timeout: 30_000, encoding: "utf8" });
  }

  receive(words) {
    execFileSync("xclip", ["-selection", "clipboard", "-i"], { env: this.#environment, timeout: 30_000, input: words, stdio: ["pipe", "ignore", "ignore"] });
  }

  // Presses the key until the words are heard; all that was heard on the way.
  async #until(key, words, most = 40) {
    const all = [];
    for (let i = 0; i < most; ++i) {
      all.push(await this.press(key));
      if (words.test(all.at(-1))) return all.join(" ");
      if (all.at(-1) === "") await this.#changeMode();
    }
    return assert.fail(`${words} was not heard by ${most} times ${key}, but: ${all.join(" | ")}`);
  }

  // To the next control that is called so.
  reach(words) {
    return this.#until("Tab", words);
  }

  // And presses it.
  async use(words, key = "Return") {
    await this.reach(words);
    return this.press(key);
  }

  // Line by line from where one is.
  readOn(words) {
    return this.#until("Down", words);
  }

  // The same, backwards.
  readBack(words) {
    return this.#until("Up", words);
  }

  // With all that they began: a browser's helpers have no environment to be known by, but are of its group;
  // what the session began by itself has the folder in its environment. A process that is told to end may
  // still write for a moment.
  stop() {
    for (const leader of this.#leaders.splice(0)) {
      try {
        process.kill(-leader, "SIGKILL");
      } catch {
        // Nothing of it is left.
      }
    }
    for (const end = Date.now() + 10_000; this.#endProcesses() > 0 && Date.now() < end;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  // How many there were.
  #endProcesses() {
    let found = 0;
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        if (!readFileSync(`/proc/${pid}/environ`, "utf8").includes(this.#folder)) continue;
        found += 1;
        process.kill(Number(pid), "SIGKILL");
      } catch {
        // It had ended, or is somebody else's.
      }
    }
    return found;
  }
}
