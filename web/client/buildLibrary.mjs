// Builds what npm packs: modules with their types in lib/, from nothing, and the licence.
import { execFileSync } from "node:child_process";
import { copyFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");

rmSync(join(root, "lib"), { recursive: true, force: true });
execFileSync(process.execPath, [compiler, "-p", join(root, "tsconfig.library.json")], {
  stdio: "inherit",
});
copyFileSync(join(root, "../../LICENSE"), join(root, "LICENSE"));
