// Which screens of which pages were shown, looked at and kept as a picture. With SCREEN_NOTES set,
// a folder, it is written there when the tests end, for screensSeen.mjs; with SCREENS set, a
// folder, the pictures are there.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const pictures = process.env.SCREENS;
if (pictures !== undefined) mkdirSync(pictures, { recursive: true });

const notes = { shown: new Set(), inspected: new Set(), kept: new Set(), pictures: new Set() };
if (process.env.SCREEN_NOTES !== undefined) {
  process.on("exit", () =>
    writeFileSync(
      join(process.env.SCREEN_NOTES, `${process.pid}.json`),
      JSON.stringify(notes, (_, value) => (value instanceof Set ? [...value].sort() : value)),
    ),
  );
}

// By the page's address or file; an election and a question are whichever they are.
const nameScreen = (address, name) => {
  const page =
    /(vote|check|observe|trustee|authority)r?(\.html)?$/.exec(new URL(address).pathname)?.[1] ??
    "other";
  return `${page} ${name.replace(/^(election|draft-question)-.*/, "$1")}`;
};

// Calls `noteScreen` of the page as each screen appears.
function tellScreens() {
  let before = "";
  new MutationObserver(() => {
    const screen = document.body?.dataset.screen ?? before;
    if (screen !== before) globalThis.noteScreen(screen);
    before = screen;
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-screen"] });
}

export async function noteScreensOf(context) {
  await context.exposeBinding(
    "noteScreen",
    ({ page }, name) => void notes.shown.add(nameScreen(page.url(), name)),
  );
  await context.addInitScript(tellScreens);
}

// keep: the picture's name, or null.
export async function noteInspected(page, keep) {
  const screen = nameScreen(page.url(), await page.evaluate(() => document.body.dataset.screen));
  notes.inspected.add(screen);
  if (keep === null) return;
  notes.kept.add(screen);
  notes.pictures.add(keep);
  if (pictures !== undefined) await takePicture(page, join(pictures, `${keep}.png`));
}

// Of the whole page, with what stays at the window's edge in its own place.
async function takePicture(page, path) {
  const place = (position) =>
    page.evaluate(
      (value) => document.querySelector("main > .actions")?.style.setProperty("position", value),
      position,
    );
  await place("static");
  await page.screenshot({ path, fullPage: true });
  await place("");
}
