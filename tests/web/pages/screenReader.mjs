// A person who hears and does not see: a browser on a screen that nobody looks at, Orca, the screen
// reader of Debian's desktops, and a keyboard. What Orca says is taken from its log, word for word
// as it goes to the voice; the page is never asked for anything.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  readSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { patience_ms, until } from "./patience.mjs";

const needed = [
  "orca",
  "Xvfb",
  "openbox",
  "xdotool",
  "xclip",
  "dbus-run-session",
  "gsettings",
  "script",
];
const isThere = (program) =>
  (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, program)));
export const missing = needed.filter((program) => !isThere(program));

// What Firefox would say of itself at its first start, and does not.
const quiet = [
  "browser.aboutwelcome.enabled",
  "browser.shell.checkDefaultBrowser",
  "datareporting.policy.dataSubmissionEnabled",
];

export const browsers = {
  Chromium: {
    program: process.env.CHROMIUM ?? "/usr/bin/chromium",
    words: (folder) => [
      "--no-sandbox",
      "--disable-dev-shm-usage",
      "--no-first-run",
      "--no-default-browser-check",
      "--disable-sync",
      "--force-renderer-accessibility",
      `--user-data-dir=${folder}`,
    ],
  },
  Firefox: {
    program: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    words: (folder) => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(
        join(folder, "user.js"),
        quiet.map((name) => `user_pref("${name}", false);\n`).join(""),
      );
      return ["--profile", folder];
    },
  },
};

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Until Orca and the browser have done all that follows from one key: so long nothing may come of
// them.
const silence_ms = 600;
// Where they never seem to rest, since the machine gives them little time: so long nothing may be
// logged.
const longest_silence_ms = 6000;

export class Listener {
  #folder = mkdtempSync(join(tmpdir(), "tabella-orca-"));
  #log = join(this.#folder, "orca.log");
  #environment = {
    PATH: `${this.#folder}:${process.env.PATH}`,
    HOME: this.#folder,
    XDG_RUNTIME_DIR: this.#folder,
    LANG: "C.UTF-8",
    GTK_MODULES: "gail:atk-bridge",
    ACCESSIBILITY_ENABLED: "1",
  };
  // Each leads a group of its own.
  #leaders = [];
  // What was said so far, and how much of it before the last key was pressed.
  #said = [];
  #before = 0;
  // Of the log: its file, how much of it was read, the line that is not complete, when it last
  // grew, and how many keys it has taken.
  #logFile;
  #read = 0;
  #decoder = new TextDecoder();
  #rest = "";
  #logged = 0;
  #released = 0;
  // Their processes, and when these were looked for.
  #processes = [];
  #looked = 0;

  // Its own screen and session: an Orca that somebody uses on this machine hears nothing of it. A
  // page that only says hello has to be heard first; why nothing can be heard here, if so, as a
  // text.
  static async start(browser) {
    const lacking = existsSync(browser.program) ? missing : [...missing, browser.program];
    if (lacking.length > 0) return `not on this machine: ${lacking.join(", ")}`;
    const listener = new this();
    process.once("exit", () => listener.stop());
    try {
      await listener.#start();
      const page = join(listener.#folder, "hello.html");
      writeFileSync(
        page,
        "<!doctype html><html lang=en><title>Hello</title><h1>Hello, listener</h1></html>",
      );
      await listener.open(browser, `file://${page}`, /Hello, listener/);
      return listener;
    } catch (error) {
      listener.stop();
      return `nothing is heard on this machine: ${error.message}`;
    }
  }

  async #start() {
    const environment = this.#environment;
    // No key repeats itself: on a busy machine one is let go late, and would be pressed many times.
    const screen = ["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-r"];
    environment.DISPLAY = `:${await this.#begin("Xvfb", screen)}`;
    const session = ["--", "sh", "-c", 'echo "$DBUS_SESSION_BUS_ADDRESS"; exec sleep infinity'];
    environment.DBUS_SESSION_BUS_ADDRESS = await this.#begin("dbus-run-session", session);
    this.#run("gsettings", "set", "org.gnome.desktop.interface", "toolkit-accessibility", "true");
    this.#spawn("openbox", []);
    // Orca looks for another one of the same user, on any screen, and would not begin next to it.
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
        // What it has begun has the other end.
        child.stdout.destroy();
      });
    });
  }

  #run(program, ...words) {
    execFileSync(program, words, { env: this.#environment, timeout: patience_ms });
  }

  // words: what is heard of the page first. Orca begins to read by itself, or does not if the page
  // was there before its window: then a person tells it to.
  async open({ program, words: options }, address, words) {
    this.#readLog();
    this.#before = this.#said.length;
    this.#spawn(program, [...options(join(this.#folder, "profile")), address]);
    await until(
      () => this.heard !== "",
      () => `anything of ${address}`,
    );
    await until(
      async () => {
        await this.#settle();
        if (words.test(this.heard)) return true;
        this.#run("xdotool", "key", "ctrl+Home");
        await pause(silence_ms);
        return false;
      },
      () => `${words}, but heard: ${this.heard}`,
    );
  }

  // What Orca has logged since it was read last.
  #readLog() {
    if (!existsSync(this.#log)) return;
    this.#logFile ??= openSync(this.#log, "r");
    const { size } = fstatSync(this.#logFile);
    if (size === this.#read) return;
    const bytes = Buffer.alloc(size - this.#read);
    this.#read += readSync(this.#logFile, bytes, 0, bytes.length, this.#read);
    this.#logged = Date.now();
    const lines = `${this.#rest}${this.#decoder.decode(bytes, { stream: true })}`.split("\n");
    this.#rest = lines.pop();
    for (const line of lines) {
      const [, words] = /SPEECH OUTPUT: '(.*?)'(?: ?\{.*)?\r?$/.exec(line) ?? [];
      if (words !== undefined) this.#said.push(words);
      if (/^\^\^\^\^\^ \w+ ATSPI_KEY_RELEASED_EVENT/.test(line)) this.#released += 1;
    }
  }

  // What was said since the last key.
  get heard() {
    this.#readLog();
    return this.#said.slice(this.#before).join(" ");
  }

  async hear(words) {
    await until(
      () => words.test(this.heard),
      () => `${words}, but heard: ${this.heard}`,
    );
    return this.#settle();
  }

  // Nothing more comes: Orca logs nothing, and nobody here has anything to do or waits for a
  // processor to do it with. On a machine that is busy with other work this takes longer, and finds
  // the same.
  async #settle() {
    for (let calm = Date.now(); ; await pause(50)) {
      this.#readLog();
      const now = Date.now();
      if (this.#isBusy()) calm = now;
      if (
        now - Math.max(calm, this.#logged) >= silence_ms ||
        now - this.#logged >= longest_silence_ms
      )
        return this.heard;
    }
  }

  // Once Orca has taken the key, all that it says of it.
  async press(key) {
    this.#readLog();
    this.#before = this.#said.length;
    const released = this.#released;
    this.#run("xdotool", "key", key);
    await until(() => (this.#readLog(), this.#released > released), `${key} in Orca's log`);
    return this.#settle();
  }

  async type(words) {
    this.#run("xdotool", "type", "--delay", "20", words);
    await this.#settle();
  }

  // Orca changes by itself between reading and typing, and not always back: then a person tells it
  // to.
  async #changeMode() {
    this.#readLog();
    this.#before = this.#said.length;
    this.#run("xdotool", "keydown", "Insert", "key", "a", "keyup", "Insert");
    await pause(silence_ms);
    await this.#settle();
  }

  // What was copied on this device; and what another one sent, so that it can be pasted here.
  copied() {
    return execFileSync("xclip", ["-selection", "clipboard", "-o"], {
      env: this.#environment,
      timeout: patience_ms,
      encoding: "utf8",
    });
  }

  receive(words) {
    execFileSync("xclip", ["-selection", "clipboard", "-i"], {
      env: this.#environment,
      timeout: patience_ms,
      input: words,
      stdio: ["pipe", "ignore", "ignore"],
    });
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

  // With all that they began: a browser's helpers have no environment to be known by, but are of
  // its group; what the session began by itself has the folder in its environment. A process that
  // is told to end may still write for a moment.
  stop() {
    for (const leader of this.#leaders.splice(0)) {
      try {
        process.kill(-leader, "SIGKILL");
      } catch {
        // Nothing of it is left.
      }
    }
    for (const end = Date.now() + 10_000; this.#endProcesses() > 0 && Date.now() < end;)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    if (this.#logFile !== undefined) closeSync(this.#logFile);
    this.#logFile = undefined;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  // Those of the groups of the leaders, and what the session began by itself.
  #findProcesses() {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        try {
          const [group] = readFileSync(`/proc/${pid}/stat`, "utf8")
            .split(") ")
            .at(-1)
            .split(" ")
            .slice(2);
          return (
            this.#leaders.includes(Number(group)) ||
            readFileSync(`/proc/${pid}/environ`, "utf8").includes(this.#folder)
          );
        } catch {
          return false;
        }
      });
  }

  // Whether any of them runs at this moment, or would if it had a processor, or waits for a disk.
  #isBusy() {
    if (Date.now() - this.#looked > 1000) {
      this.#processes = this.#findProcesses();
      this.#looked = Date.now();
    }
    const isRunning = (task) => {
      try {
        return /^[RD]/.test(readFileSync(`${task}/stat`, "utf8").split(") ").at(-1));
      } catch {
        return false;
      }
    };
    const tasksOf = (pid) => {
      try {
        return readdirSync(`/proc/${pid}/task`).map((task) => `/proc/${pid}/task/${task}`);
      } catch {
        return [];
      }
    };
    return this.#processes.some((pid) => tasksOf(pid).some(isRunning));
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
