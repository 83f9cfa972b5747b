// Takes a picture of every screen that the tests come by: node tests/web/pages/screens.mjs writes
// docs/screens/*.png.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));
const screens = join(folder, "../../../docs/screens");
rmSync(screens, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, ["--test", join(folder, "pages.test.mjs")], { stdio: "inherit", env: { ...process.env, SCREENS: screens } });
process.exit(status ?? 1);
