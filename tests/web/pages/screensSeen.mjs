// What the tests of the pages came by, from the notes that they left in a folder: every screen that was
// shown was looked at in every way, and has a picture in docs/screens. node screensSeen.mjs FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [folder] = process.argv.slice(2);
const pictures = join(dirname(fileURLToPath(import.meta.url)), "../../../docs/screens");
const notes = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
const all = (kind) => [...new Set(notes.flatMap((note) => note[kind]))].sort();

// The voter's own screens, within the officials' page: they have their pictures there. Of them the bar that
// runs while a ballot is sealed is gone before anything could look at it.
const ofWalk = new Set(["start", "code", "welcome", "question", "review", "cast_or_test", "practised"].map((name) => `authority ${name}`));
const tooShort = new Set(["authority sealing"]);

const [shown, inspected, kept] = [all("shown"), new Set(all("inspected")), new Set(all("kept"))];
const taken = new Set(readdirSync(pictures).map((name) => basename(name, ".webp")));
const expected = new Set(all("pictures"));
const faults = [
  ...shown.filter((screen) => !inspected.has(screen) && !tooShort.has(screen)).map((screen) => `nothing looked at the screen ${screen}`),
  ...shown.filter((screen) => inspected.has(screen) && !kept.has(screen) && !ofWalk.has(screen)).map((screen) => `no picture is kept of the screen ${screen}`),
  ...[...expected].filter((name) => !taken.has(name)).map((name) => `docs/screens/${name}.webp is not there: node tests/web/pages/screens.mjs`),
  ...[...taken].filter((name) => !expected.has(name)).map((name) => `docs/screens/${name}.webp is of no test`),
];
for (const fault of faults) console.error(fault);
if (shown.length === 0 || faults.length > 0) process.exit(1);
console.log(`${shown.length} screens were shown; each was looked at, and has a picture`);
