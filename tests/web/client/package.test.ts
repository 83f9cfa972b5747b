// The package as npm packs it, in the hands of somebody who has nothing but it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

const client = join(process.env["TABELLA_ROOT"]!, "web/client");
const folder = mkdtempSync(join(tmpdir(), "tabella-package-"));
const installed = join(folder, "node_modules/tabella-client");
let files: string[];

before(() => {
  const said = execFileSync("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: client,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [pack] = JSON.parse(said.slice(said.indexOf("["))) as [
    { filename: string; files: { path: string }[] },
  ];
  files = pack.files.map(({ path }) => path);
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", [
    "xzf",
    join(folder, pack.filename),
    "--strip-components=1",
    "-C",
    installed,
  ]);
  for (const name of ["libsodium-wrappers-sumo", "libsodium-sumo"])
    symlinkSync(join(client, "node_modules", name), join(folder, "node_modules", name));
});

after(() => rmSync(folder, { recursive: true, force: true }));

test("the package holds modules, each with its types, and what a package must have", () => {
  const other = files.filter((path) => !path.startsWith("lib/"));
  assert.deepEqual(other.sort(), ["LICENSE", "README.md", "package.json"]);
  const modules = files.filter((path) => path.endsWith(".js"));
  assert.deepEqual(
    files.filter((path) => path.endsWith(".d.ts")),
    modules.map((path) => path.replace(/\.js$/, ".d.ts")),
  );
  assert.equal(files.length, 3 + 2 * modules.length);
  assert.ok(
    !files.some((path) =>
      /\/(authority|pages|text|trustee|ui|verifier|voting|worker)\//.test(path),
    ),
    "no part of a page",
  );
});

const program = `
import {
  compileAll, credentialOf, decodeBallotPost, decodeDefinition, deriveCredentialKey, type Election,
  exposeVotingCode, idOfPost, parseVotingCode, randomVotingCode, ready, receiptCode, Refused, seal,
  type SealedBallot, utf8,
} from "tabella-client";

await ready;
const chair = {
  id: "chair", title: { en: "Chair" }, kind: { type: "choose", minimum: 1, maximum: 1 },
  options: [{ id: "ada", text: { en: "Ada" } }, { id: "bo", text: { en: "Bo" } }],
};
const text = {
  version: "tabella/v1", id: "club-2027", languages: ["en"], title: { en: "Club" },
  schedule: { opens: "2027-05-01T08:00:00Z", closes: "2027-05-02T08:00:00Z" },
  roll: { max_voters: 10 }, trustees: { count: 3, threshold: 2 }, revoting: "last_counts",
  questions: [chair],
};
const definition = decodeDefinition(utf8(JSON.stringify(text)));
const code = parseVotingCode(exposeVotingCode(randomVotingCode()));
const sk = deriveCredentialKey(code, definition.id);
const [styles, fingerprint] = [compileAll(definition), new Uint8Array(32)];
const election: Election = { definition, styles, fingerprint, key: credentialOf(sk) };
const answers = { chair: { chosen: ["ada"] } };
const ballot: SealedBallot = await seal(election, styles[0]!, answers, sk, 1);
const post = decodeBallotPost(ballot.cast(sk));
if (receiptCode(idOfPost(post)) !== receiptCode(ballot.id)) throw new Error("another ballot");
try {
  parseVotingCode("nonsense");
} catch (error) {
  if (error instanceof Refused) console.log(error.code);
}
`;

test("a strict TypeScript program seals a ballot with nothing but the package", () => {
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(join(folder, "program.ts"), program);
  const compiler = join(client, "node_modules/typescript/bin/tsc");
  execFileSync(
    process.execPath,
    [
      compiler,
      "--strict",
      "--target",
      "es2022",
      "--module",
      "nodenext",
      join(folder, "program.ts"),
    ],
    { stdio: "inherit" },
  );
  assert.ok(existsSync(join(folder, "program.js")));
  const generator =
    "import { webcrypto } from 'node:crypto'; globalThis.crypto ??= webcrypto;" +
    "await import('./program.js');";
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", generator], {
    cwd: folder,
    encoding: "utf8",
  });
  assert.equal(said.trim(), "code.character");
});
