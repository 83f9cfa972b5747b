// A real board for the pages: keys, a witness, two trustees, a roll, all by the program itself, and
// the pages served by it. A second address is that of another operator.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { until } from "./patience.mjs";
import { both, questions } from "./questions.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const program = process.env.TABELLA ?? join(root, "build/release/tabella");
export const released = (page) => join(root, `web/client/dist/${page}.html`);
const run = promisify(execFile);
const environment = { ...process.env, TABELLA_PASSPHRASE: "practice board" };

export const origin = "board.example/pages";
const trusteeNames = ["trustee-1", "trustee-2"];

const makeDefinition = (id, asked, revoting, schedule) => ({
  version: "tabella/v1",
  id,
  languages: ["en", "zh"],
  title: both("The town square", "城市广场"),
  schedule: schedule ?? { opens: "2020-05-01T06:00:00Z", closes: "2090-05-09T18:00:00Z" },
  roll: { max_voters: 100 },
  trustees: { count: 2, threshold: 2 },
  revoting,
  questions: asked,
});

// Free at this moment: whoever uses it has to bear that another program was faster.
export async function findFreePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// Another operator: its address is held from beginning to end, and hands requests on.
async function startMirror() {
  let target;
  const server = createServer((incoming, answer) => {
    const outgoing = request(
      target + incoming.url,
      { method: incoming.method, headers: { ...incoming.headers, host: new URL(target).host } },
      (reply) => {
        answer.writeHead(reply.statusCode, reply.headers);
        reply.pipe(answer);
      },
    );
    outgoing.on("error", () => answer.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    handTo: (url) => {
      target = url;
      server.closeAllConnections();
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

export class Board {
  processes = [];
  codes = {};

  // A board, a witness and two operators, and nobody else.
  static async open() {
    const board = await Board.#arrive();
    await board.tabella("board", "new", "board", "--origin", origin);
    const witness = (
      await board.tabella("witness", "new", "witness", "--name", "witness.example/w1")
    ).trim();
    board.witness_url = await board.serveWitness("witness");
    const policy = (await readFile(board.path("board/policy.txt"), "utf8")).replace(
      "quorum none",
      `witness w1 ${witness} ${board.witness_url}\nquorum w1`,
    );
    for (const file of ["board/policy.txt", "policy.txt"])
      await writeFile(board.path(file), policy);
    await board.#serve();
    return board;
  }

  static async start() {
    const board = await Board.open();
    await board.makeKeys();
    return board;
  }

  // The copy that another one left in a folder, at addresses of its own.
  static async copy(folder) {
    const board = await Board.#arrive();
    await cp(folder, board.folder, { recursive: true });
    board.codes = JSON.parse(await readFile(board.path("codes.json"), "utf8"));
    const before = (await readFile(board.path("witness-url.txt"), "utf8")).trim();
    board.witness_url = await board.serveWitness("witness");
    const trustees = trusteeNames.filter((name) => existsSync(board.path(name)));
    for (const file of [
      "board/policy.txt",
      "policy.txt",
      ...trustees.map((name) => `${name}/policy.txt`),
    ]) {
      const policy = await readFile(board.path(file), "utf8");
      await writeFile(board.path(file), policy.replace(before, board.witness_url));
    }
    await board.#serve();
    for (const name of trustees) await writeFile(board.path(`${name}/board`), `${board.url}\n`);
    return board;
  }

  static async #arrive() {
    const board = new Board();
    board.folder = await mkdtemp(join(tmpdir(), "tabella-pages-"));
    return board;
  }

  async tabella(...parameters) {
    const { stdout } = await run(program, parameters, {
      cwd: this.folder,
      env: environment,
      maxBuffer: 1 << 24,
    });
    return stdout;
  }

  // A program that serves, and the address that it says it has; undefined if it ended instead.
  async #spawn(name, ...parameters) {
    const [ready, log] = [`${name}-url.txt`, openSync(this.path(`${name}.log`), "w")];
    await rm(this.path(ready), { force: true });
    const child = spawn(program, [...parameters, "--ready", ready], {
      cwd: this.folder,
      env: environment,
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    const ended = once(child, "exit");
    this.processes.push({ child, ended });
    const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
    const url = () =>
      existsSync(this.path(ready)) ? readFileSync(this.path(ready), "utf8").trim() : "";
    await until(() => hasEnded() || url() !== "", `${name} to be served`);
    return { child, url: hasEnded() ? undefined : url() };
  }

  async serveWitness(folder) {
    const { url } = await this.#spawn(
      folder,
      "witness",
      "serve",
      folder,
      "--policy",
      "board/policy.txt",
      "--port",
      "0",
    );
    if (url === undefined) throw new Error(readFileSync(this.path(`${folder}.log`), "utf8"));
    return url;
  }

  #serveBoard(folder, port) {
    return this.#spawn(
      folder,
      "serve",
      folder,
      "--port",
      String(port),
      "--block-ms",
      "10",
      "--pages",
      join(root, "web/client/dist"),
      "--operators",
      this.operators.join(","),
    );
  }

  // Its pages name its address, so that this is chosen before; where another program was faster,
  // again.
  async #serve() {
    this.mirror = await startMirror();
    for (let tries = 0; tries < 20; ++tries) {
      this.operators = [`http://127.0.0.1:${await findFreePort()}`, this.mirror.url];
      [this.url] = this.operators;
      const { child, url } = await this.#serveBoard("board", new URL(this.url).port);
      if (url === undefined) continue;
      this.server = child;
      this.mirror.handTo(url);
      return;
    }
    throw new Error(readFileSync(this.path("board.log"), "utf8"));
  }

  path(name) {
    return join(this.folder, name);
  }

  async makeKeys() {
    const names = ["official-1", "registrar"];
    const keys = await Promise.all(
      names.map(async (name) =>
        JSON.parse(await this.tabella("key", `${name}.key`, "--name", name.replace("-", "/"))),
      ),
    );
    const trustees = await Promise.all(
      trusteeNames.map(async (name) => {
        const key = JSON.parse(
          await this.onBoard("trustee", "init", name, "--name", name.replace("-", "/")),
        );
        await this.tabella("trustee", "backup", name, `${name}.backup`);
        return key.key;
      }),
    );
    const parties = {
      policy: readFileSync(this.path("policy.txt"), "utf8"),
      officials_threshold: 1,
      officials: [keys[0].key],
      registrar: keys[1].key,
      trustees,
    };
    await writeFile(this.path("parties.json"), JSON.stringify(parties));
  }

  onBoard(...parameters) {
    return this.tabella(...parameters, "--board", this.url, "--policy", "policy.txt");
  }

  async sign(post, ...keys) {
    for (const key of keys) await this.tabella("sign", post, "--key", key);
    await this.onBoard("post", post);
  }

  async eachTrustee(act, id) {
    await Promise.all(trusteeNames.map((folder) => this.tabella("trustee", act, folder, id)));
  }

  async hold(id, { asked = questions, voters = 6, revoting = "last_counts", schedule } = {}) {
    await writeFile(
      this.path(`${id}.json`),
      JSON.stringify(makeDefinition(id, asked, revoting, schedule)),
    );
    await this.tabella("election", "prepare", `${id}.json`, "parties.json", `${id}.post`);
    await this.sign(`${id}.post`, "board/operator.key", "official-1.key");
    await this.eachTrustee("join", id);
    for (const round of ["commit", "deal", "certify"]) await this.eachTrustee(round, id);
    await this.onBoard("roll", "make", `${id}.roll`, id, "--voters", String(voters));
    await this.onBoard("roll", "post", `${id}.roll`, "--key", "registrar.key");
    const rows = (await readFile(this.path(`${id}.roll/codes.csv`), "utf8"))
      .trim()
      .split("\n")
      .slice(1);
    this.codes[id] = rows.map((row) => row.split(",").at(-1));
  }

  // Officials say which bytes the voter page has.
  async publishPage(id) {
    await writeFile(
      this.path("voter.html"),
      Buffer.from(await (await fetch(this.address(id, "vote"))).arrayBuffer()),
    );
    await this.tabella("election", "page", `${id}.post`, "voter", "voter.html", `${id}.page`);
    await this.sign(`${id}.page`, "official-1.key");
  }

  async act(act, id, ...more) {
    await this.tabella("election", act, `${id}.post`, ...more, `${id}.${act}`);
    await this.sign(`${id}.${act}`, "official-1.key");
  }

  // In one word, which is that of every language.
  async giveNotice(id, word, key = "official-1.key") {
    await writeFile(this.path("notice.json"), JSON.stringify({ en: word, zh: word }));
    await this.tabella("election", "notice", `${id}.post`, "notice.json", `${word}.post`);
    await this.sign(`${word}.post`, key);
  }

  // Conditional questions are opened in a second round.
  async tally(id) {
    await this.act("close", id);
    for (let round = 1; round <= 2; ++round) await this.eachTrustee("decrypt", id);
  }

  // From here on the other operator serves a copy that goes its own way, signed with the log's own
  // key and by a witness who lies for it: neither of the two extends the other.
  async fork(id) {
    // Nothing is written meanwhile; the copy is that of a computer that lost its power.
    this.server.kill("SIGSTOP");
    await cp(this.path("board"), this.path("fork"), { recursive: true });
    this.server.kill("SIGCONT");
    await cp(this.path("witness"), this.path("liar"), { recursive: true });
    const liar_url = await this.serveWitness("liar");
    const policy = await readFile(this.path("fork/policy.txt"), "utf8");
    await writeFile(this.path("fork/policy.txt"), policy.replace(this.witness_url, liar_url));
    for (const act of ["close", "cancel"]) {
      await this.tabella(
        "election",
        act,
        `${id}.post`,
        ...(act === "cancel" ? ["--reason", "a fork"] : []),
        `${id}.${act}`,
      );
      await this.tabella("sign", `${id}.${act}`, "--key", "official-1.key");
    }
    const { url } = await this.#serveBoard("fork", 0);
    if (url === undefined) throw new Error(readFileSync(this.path("fork.log"), "utf8"));
    this.mirror.handTo(url);
    for (const [operator, act] of [
      [this.url, "close"],
      [this.mirror.url, "cancel"],
    ]) {
      const answer = await fetch(`${operator}/add`, {
        method: "POST",
        body: await readFile(this.path(`${id}.${act}`)),
      });
      if (!answer.ok) throw new Error(`${act} in a fork: ${await answer.text()}`);
    }
  }

  // Ends what is served, and leaves a copy of the whole in a folder: Board.copy() goes on from it.
  async leave(folder) {
    for (const { child } of this.processes) child.kill("SIGTERM");
    await Promise.all(this.processes.map(({ ended }) => ended));
    await writeFile(this.path("codes.json"), JSON.stringify(this.codes));
    await cp(this.folder, folder, { recursive: true });
  }

  address(id, page, operator = 0) {
    return `${this.operators[operator]}/e/${id}/${page}`;
  }

  // The folder is nobody's any more: there is nothing that they would have to bring to an end.
  async stop() {
    this.mirror?.stop();
    for (const { child } of this.processes) child.kill("SIGKILL");
    await Promise.all(this.processes.map(({ ended }) => ended));
    await rm(this.folder, { recursive: true, force: true });
  }
}
