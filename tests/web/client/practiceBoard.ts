// A real board for tests: the program serves it, its commands play the other parties.
import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const program = resolve(process.env["TABELLA_ROOT"] ?? "", "build/release/tabella");

export class PracticeBoard {
  readonly folder = mkdtempSync(join(tmpdir(), "tabella-board-"));
  url = "";
  #server: ChildProcess | null = null;

  static async start(): Promise<PracticeBoard> {
    const board = new PracticeBoard();
    board.run("board", "new", "board", "--origin", "board.example/practice");
    const ready = board.path("url.txt");
    const serve = ["serve", "board", "--port", "0", "--ready", ready, "--block-ms", "10"];
    board.#server = spawn(program, serve, { cwd: board.folder, env: board.#env, stdio: "ignore" });
    for (let i = 0; i < 2400 && !existsSync(ready); ++i) await sleep(50);
    board.url = readFileSync(ready, "utf8").trim();
    return board;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  write(name: string, text: string): void {
    writeFileSync(this.path(name), text);
  }

  // Standard output; a failure fails the test with what the program said.
  run(...args: string[]): string {
    return execFileSync(program, args, {
      cwd: this.folder,
      env: this.#env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  onBoard(...args: string[]): string {
    return this.run(...args, "--board", this.url, "--policy", "board/policy.txt");
  }

  // A connection for each request: the server ends one that is idle while a command runs, and this
  // program, which waits for the command, would use it again.
  ask(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { ...init, headers: { connection: "close" } });
  }

  // The place in the log, or the test fails with the reason.
  async post(entry: string | Uint8Array<ArrayBuffer>): Promise<number> {
    const answer = await this.ask("/add", { method: "POST", body: entry });
    const verdict = (await answer.json()) as { verdict: string; index: number };
    assert.equal(verdict.verdict, "accepted", JSON.stringify(verdict));
    return verdict.index;
  }

  // All entries under the published checkpoint, unverified: `tabella verify` is for that.
  async entries(): Promise<string[]> {
    const checkpoint = await (await this.ask("/checkpoint")).text();
    const size = Number(checkpoint.split("\n")[1]);
    assert.ok(size < 256, "one bundle is read");
    const bundle = await this.ask(`/tile/entries/000.p/${size}`);
    const bytes = Buffer.from(await bundle.arrayBuffer());
    const entries: string[] = [];
    for (let at = 0; at < bytes.length; at += 2 + bytes.readUInt16BE(at)) {
      entries.push(bytes.toString("utf8", at + 2, at + 2 + bytes.readUInt16BE(at)));
    }
    return entries;
  }

  stop(): void {
    this.#server?.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #env(): NodeJS.ProcessEnv {
    return { ...process.env, TABELLA_PASSPHRASE: "practice board" };
  }
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
