// Takes a picture of every screen that the tests come by: node tests/web/pages/screens.mjs writes
// docs/screens/*.webp. The pictures that were there stay if a test fails.
import { spawnSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";

const folder = dirname(fileURLToPath(import.meta.url));
const screens = join(folder, "../../../docs/screens");
const taken = mkdtempSync(join(tmpdir(), "screens-"));
const tests = readdirSync(folder).filter((name) => name.endsWith(".test.mjs")).map((name) => join(folder, name))
  .filter((path) => readFileSync(path, "utf8").includes(".inspect("));
const { status } = spawnSync(process.execPath, ["--test", ...tests], { stdio: "inherit", env: { ...process.env, SCREENS: taken } });
if (status !== 0) process.exit(status ?? 1);

// A fifth of the size: the browser that took the pictures writes them.
const toWebp = async (page, png) => {
  const address = await page.evaluate(async (base64) => {
    const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.width, picture.height];
    canvas.getContext("2d").drawImage(picture, 0, 0);
    return canvas.toDataURL("image/webp", 0.9);
  }, png.toString("base64"));
  if (!address.startsWith("data:image/webp")) throw new Error("this picture is too large for WebP");
  return Buffer.from(address.split(",")[1], "base64");
};

const browser = await launch();
const page = await browser.newPage();
rmSync(screens, { recursive: true, force: true });
mkdirSync(screens);
for (const name of readdirSync(taken)) {
  writeFileSync(join(screens, `${basename(name, ".png")}.webp`), await toWebp(page, readFileSync(join(taken, name))));
}
await browser.close();
rmSync(taken, { recursive: true });
