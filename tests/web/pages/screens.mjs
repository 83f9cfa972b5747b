// Takes a picture of every screen that the tests come by: node tests/web/pages/screens.mjs writes
// docs/screens/*.png.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));
const screens = join(folder, "../../../docs/screens");
rmSync(screens, { recursive: true, force: true });
const tests = readdirSync(folder).filter((name) => name.endsWith(".test.mjs")).map((name) => join(folder, name));
const { status } = spawnSync(process.execPath, ["--test", ...tests], { stdio: "inherit", env: { ...process.env, SCREENS: screens } });
process.exit(status ?? 1);
