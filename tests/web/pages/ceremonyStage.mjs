// A stage with trustees apart from those in the browser: an honest one, one who deals wrongly, and
// the one whose page is looked at; with an official and a registrar who have their keys.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Board, origin } from "./board.mjs";
import { passphrase } from "./people.mjs";
import { shortQuestions } from "./questions.mjs";
import { openStage } from "./stage.mjs";

const folder = dirname(fileURLToPath(import.meta.url));
const root = join(folder, "../../..");
const { build } = createRequire(join(root, "web/client/package.json"))("esbuild");

async function makeTrustees(board) {
  const outfile = board.path("nodeTrustee.mjs");
  await build({
    entryPoints: [join(folder, "nodeTrustee.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node18",
    outfile,
    logLevel: "warning",
    banner: { js: 'import { webcrypto } from "node:crypto"; globalThis.crypto ??= webcrypto;' },
  });
  const { NodeTrustee } = await import(pathToFileURL(outfile).href);
  return Promise.all(
    ["honest", "wrong", "mine"].map((name) => NodeTrustee.make(`trustee/${name}`)),
  );
}

export async function openCeremonyStage() {
  const stage = await openStage(Board.open);
  const { board, arrive } = stage;
  const [honest, wrong, mine] = await makeTrustees(board);
  const log = {
    url: board.url,
    policy: readFileSync(board.path("policy.txt"), "utf8"),
    verifier: join(root, "build/wasm/verifier.wasm"),
  };

  async function makeKey(name) {
    writeFileSync(
      board.path(`${name}.public`),
      await board.tabella("key", `${name}.key`, "--name", name),
    );
  }
  const keyOf = (name) => JSON.parse(readFileSync(board.path(`${name}.public`), "utf8")).key;

  async function announce(id, trustees, threshold, officials = ["official"]) {
    const both = (en, zh) => ({ en, zh });
    const definition = {
      version: "tabella/v1",
      id,
      languages: ["en", "zh"],
      title: both("The town square", "城市广场"),
      schedule: { opens: "2080-05-01T06:00:00Z", closes: "2080-05-09T18:00:00Z" },
      roll: { max_voters: 100 },
      trustees: { count: trustees.length, threshold },
      revoting: "last_counts",
      questions: shortQuestions,
    };
    const signing = officials.slice(0, Math.ceil(officials.length / 2));
    const parties = {
      policy: readFileSync(board.path("policy.txt"), "utf8"),
      officials_threshold: signing.length,
      officials: officials.map(keyOf),
      registrar: keyOf("registrar"),
      trustees: trustees.map((each) => each.verifierKey),
    };
    writeFileSync(board.path(`${id}.json`), JSON.stringify(definition));
    writeFileSync(board.path(`${id}.parties`), JSON.stringify(parties));
    await board.tabella("election", "prepare", `${id}.json`, `${id}.parties`, `${id}.post`);
    await board.sign(`${id}.post`, "board/operator.key", ...signing.map((name) => `${name}.key`));
  }

  async function act(id, word, ...more) {
    await board.tabella("election", word, `${id}.post`, `${id}.${word}`, ...more);
    await board.sign(`${id}.${word}`, "official.key");
  }

  // Up to where the voter list is due.
  async function makeElectionKey(id) {
    await announce(id, [honest, mine], 2);
    for (const step of ["join", "commit", "deal", "certify"])
      for (const each of [honest, mine]) await each.step(log, id, step);
  }

  async function postRoll(id, voters) {
    await board.onBoard("roll", "make", `${id}.roll`, id, "--voters", String(voters));
    await board.onBoard("roll", "post", `${id}.roll`, "--key", "registrar.key");
  }

  async function openPage(trustee, id, options) {
    const person = await arrive("trustee", options);
    const file = board.path("mine.key");
    writeFileSync(file, trustee.file(passphrase));
    await person.visit(board.address(id, "trustee"));
    await person.openKey(file);
    return person;
  }

  async function openAsOfficial(name, options) {
    const official = await arrive(name, options);
    await official.visit(`${board.url}/authority`);
    await official.press("authority.openKey");
    await official.openKey(board.path(`${name}.key`), "practice board");
    await official.press("ui.continue");
    return official;
  }

  async function observe(id, options) {
    const observer = await arrive("observer", options);
    await observer.visit(board.address(id, "observe"));
    await observer.press("observer.verify.start");
    await observer.page.waitForSelector("#verdict[data-valid=true]");
    return observer;
  }

  for (const name of ["official", "registrar"]) await makeKey(name);
  return {
    ...stage,
    honest,
    wrong,
    mine,
    log,
    makeKey,
    announce,
    act,
    makeElectionKey,
    postRoll,
    openPage,
    openAsOfficial,
    observe,
  };
}
