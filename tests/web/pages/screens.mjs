// Takes the pictures of docs/screens again from those of the last ./check.sh pages, smaller: node
// tests/web/pages/screens.mjs. Which ones docs/ has is decided by the files that are there.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const [documented, taken] = ["docs/screens", "build/check/pages/screens"].map((folder) =>
  join(root, folder),
);

// A long page is cut where a reader of the documents has seen enough of it.
const mostTall = 1600;

// A fifth of the size: the browser that took the pictures writes them.
const toWebp = async (page, png) => {
  const address = await page.evaluate(
    async ([base64, most]) => {
      const picture = await createImageBitmap(
        await (await fetch(`data:image/png;base64,${base64}`)).blob(),
      );
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [picture.width, Math.min(picture.height, most)];
      canvas.getContext("2d").drawImage(picture, 0, 0);
      return canvas.toDataURL("image/webp", 0.9);
    },
    [png.toString("base64"), mostTall],
  );
  return Buffer.from(address.split(",")[1], "base64");
};

const browser = await launch();
const page = await browser.newPage();
for (const name of readdirSync(documented)) {
  writeFileSync(
    join(documented, name),
    await toWebp(page, readFileSync(join(taken, `${basename(name, ".webp")}.png`))),
  );
}
await browser.close();
