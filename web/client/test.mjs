// Bundles tests/web/client/**/*.test.ts and runs them: node test.mjs [WORD IN THE PATH...]
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const tests = join(root, "tests/web/client");
const output = join(root, "build/client_tests");

const words = process.argv.slice(2);
const found = readdirSync(tests, { recursive: true })
  .filter(
    (path) =>
      path.endsWith(".test.ts") &&
      (words.length === 0 || words.some((word) => path.includes(word))),
  )
  .sort();
if (found.length === 0) throw new Error("no test was found");

rmSync(output, { recursive: true, force: true });
await build({
  entryPoints: found.map((path) => join(tests, path)),
  outdir: output,
  outbase: tests,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node18",
  sourcemap: "inline",
  define: {
    'process.env["TABELLA_ROOT"]': JSON.stringify(root),
    "process.env.TABELLA_ROOT": JSON.stringify(root),
  },
  // Node 18 has the generator of browsers, but not under its global name.
  banner: {
    js: 'import { webcrypto as nodeCrypto } from "node:crypto"; globalThis.crypto ??= nodeCrypto;',
  },
  logLevel: "warning",
});
const files = found.map((path) => join(output, path.replace(/\.ts$/, ".mjs")));
process.exit(
  spawnSync(process.execPath, ["--test", "--enable-source-maps", ...files], { stdio: "inherit" })
    .status ?? 1,
);
