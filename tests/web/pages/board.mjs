// A real board for the pages: keys, a witness, a board, two trustees, a roll, all by the program
// itself, and the pages served by it. A second address stands for another operator.
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { both, questions } from "./questions.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const program = process.env.TABELLA ?? join(root, "build/release/tabella");
export const released = (page) => join(root, `web/client/dist/${page}.html`);
const run = promisify(execFile);
const environment = { ...process.env, TABELLA_PASSPHRASE: "practice" };

const makeDefinition = (id, asked, revoting, schedule) => ({
  version: "tabella/v1", id, languages: ["en", "zh"], title: both("The town square", "城市广场"),
  schedule: schedule ?? { opens: "2020-05-01T06:00:00Z", closes: "2090-05-09T18:00:00Z" },
  roll: { max_voters: 100 }, trustees: { count: 2, threshold: 2 }, revoting, questions: asked,
});

async function awaitFile(path) {
  for (let i = 0; i < 400; ++i) {
    if (existsSync(path)) {
      const text = (await readFile(path, "utf8")).trim();
      if (text !== "") return text;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${path} did not appear`);
}

export async function findFreePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// Another operator's address: a mirror that hands requests on.
async function startMirror(port, target) {
  const server = createServer((incoming, answer) => {
    const outgoing = request(target + incoming.url, { method: incoming.method, headers: { ...incoming.headers, host: new URL(target).host } }, (reply) => {
      answer.writeHead(reply.statusCode, reply.headers);
      reply.pipe(answer);
    });
    outgoing.on("error", () => answer.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}

export class Board {
  processes = [];
  codes = {};

  // A board, a witness and two operators, and nobody else.
  static async open() {
    const board = new Board();
    board.folder = await mkdtemp(join(tmpdir(), "tabella-pages-"));
    await board.serve();
    return board;
  }

  static async start() {
    const board = await Board.open();
    await board.makeKeys();
    return board;
  }

  async tabella(...parameters) {
    const { stdout } = await run(program, parameters, { cwd: this.folder, env: environment, maxBuffer: 1 << 24 });
    return stdout;
  }

  spawn(...parameters) {
    const child = spawn(program, parameters, { cwd: this.folder, env: environment, stdio: ["ignore", "ignore", "ignore"] });
    this.processes.push(child);
    return child;
  }

  serveWitness(folder) {
    this.spawn("witness", "serve", folder, "--policy", "board/policy.txt", "--port", "0", "--ready", `${folder}-url.txt`);
    return awaitFile(this.path(`${folder}-url.txt`));
  }

  serveBoard(folder, port) {
    return this.spawn("serve", folder, "--port", String(port), "--ready", "url.txt", "--block-ms", "10",
      "--pages", join(root, "web/client/dist"), "--operators", this.operators.join(","));
  }

  path(name) {
    return join(this.folder, name);
  }

  async makeKeys() {
    const names = ["official-1", "registrar"];
    const keys = await Promise.all(names.map(async (name) => JSON.parse(await this.tabella("key", `${name}.key`, "--name", name.replace("-", "/")))));
    const trustees = await Promise.all(["trustee-1", "trustee-2"].map(async (name) => {
      const key = JSON.parse(await this.onBoard("trustee", "init", name, "--name", name.replace("-", "/")));
      await this.tabella("trustee", "backup", name, `${name}.backup`);
      return key;
    }));
    const parties = { officials_threshold: 1, officials: [keys[0].key], registrar: keys[1].key, trustees };
    await writeFile(this.path("parties.json"), JSON.stringify(parties));
  }

  async serve() {
    await this.tabella("board", "new", "board", "--origin", "board.example/pages");
    const witness = (await this.tabella("witness", "new", "witness", "--name", "witness.example/w1")).trim();
    this.witness_url = await this.serveWitness("witness");
    const policy = (await readFile(this.path("board/policy.txt"), "utf8"))
      .replace("quorum none", `witness w1 ${witness} ${this.witness_url}\nquorum w1`);
    await writeFile(this.path("board/policy.txt"), policy);
    await writeFile(this.path("policy.txt"), policy);
    const [port, other] = [await findFreePort(), await findFreePort()];
    this.operators = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${other}`];
    this.url = this.operators[0];
    this.mirror = await startMirror(other, this.url);
    this.server = this.serveBoard("board", port);
    await awaitFile(this.path("url.txt"));
  }

  onBoard(...parameters) {
    return this.tabella(...parameters, "--board", this.url, "--policy", "policy.txt");
  }

  async sign(post, ...keys) {
    for (const key of keys) await this.tabella("sign", post, "--key", key);
    await this.onBoard("post", post);
  }

  async eachTrustee(act, id) {
    await Promise.all(["trustee-1", "trustee-2"].map((folder) => this.tabella("trustee", act, folder, id)));
  }

  async hold(id, { asked = questions, voters = 6, revoting = "last_counts", schedule } = {}) {
    await writeFile(this.path(`${id}.json`), JSON.stringify(makeDefinition(id, asked, revoting, schedule)));
    await this.tabella("election", "prepare", `${id}.json`, "parties.json", `${id}.post`);
    await this.sign(`${id}.post`, "board/operator.key", "official-1.key");
    await this.eachTrustee("join", id);
    for (const round of ["commit", "deal", "certify"]) await this.eachTrustee(round, id);
    await this.onBoard("roll", "make", `${id}.roll`, id, "--voters", String(voters));
    await this.onBoard("roll", "post", `${id}.roll`, "--key", "registrar.key");
    const rows = (await readFile(this.path(`${id}.roll/codes.csv`), "utf8")).trim().split("\n").slice(1);
    this.codes[id] = rows.map((row) => row.split(",").at(-1));
  }

  // Officials say which bytes the voter page has.
  async publishPage(id) {
    await writeFile(this.path("voter.html"), Buffer.from(await (await fetch(this.address(id, "vote"))).arrayBuffer()));
    await this.tabella("election", "page", id, "voter", "voter.html", `${id}.page`);
    await this.sign(`${id}.page`, "official-1.key");
  }

  async act(act, id, ...more) {
    await this.tabella("election", act, id, ...more, `${id}.${act}`);
    await this.sign(`${id}.${act}`, "official-1.key");
  }

  // In one word, which is that of every language.
  async giveNotice(id, word, key = "official-1.key") {
    await writeFile(this.path("notice.json"), JSON.stringify({ en: word, zh: word }));
    await this.tabella("election", "notice", id, "notice.json", `${word}.post`);
    await this.sign(`${word}.post`, key);
  }

  async tally(id) {
    await this.act("close", id);
    await this.eachTrustee("decrypt", id);
  }

  // From here on the other operator serves a copy that goes its own way, signed with the log's own
  // key and by a witness who lies for it: neither of the two extends the other.
  async fork(id) {
    await new Promise((resolve) => {
      this.server.on("exit", resolve);
      this.server.kill("SIGTERM");
    });
    this.mirror.close();
    this.mirror.closeAllConnections();
    await cp(this.path("board"), this.path("fork"), { recursive: true });
    await cp(this.path("witness"), this.path("liar"), { recursive: true });
    const liar_url = await this.serveWitness("liar");
    const policy = await readFile(this.path("fork/policy.txt"), "utf8");
    await writeFile(this.path("fork/policy.txt"), policy.replace(this.witness_url, liar_url));
    for (const act of ["close", "cancel"]) {
      await this.tabella("election", act, id, ...(act === "cancel" ? ["--reason", "a fork"] : []), `${id}.${act}`);
      await this.tabella("sign", `${id}.${act}`, "--key", "official-1.key");
    }
    for (const [i, folder, act] of [[0, "board", "close"], [1, "fork", "cancel"]]) {
      const { port } = new URL(this.operators[i]);
      await rm(this.path("url.txt"), { force: true });
      this.serveBoard(folder, port);
      await awaitFile(this.path("url.txt"));
      await fetch(`${this.operators[i]}/add`, { method: "POST", body: await readFile(this.path(`${id}.${act}`)) });
    }
  }

  address(id, page, operator = 0) {
    return `${this.operators[operator]}/e/${id}/${page}`;
  }

  async stop() {
    for (const child of this.processes) {
      child.kill("SIGTERM");
      // One that still waits for somebody's browser.
      setTimeout(() => child.kill("SIGKILL"), 5_000).unref();
    }
    this.mirror?.close();
    this.mirror?.closeAllConnections();
    await rm(this.folder, { recursive: true, force: true });
  }
}

