// What the tests of the pages came by, from the notes and the pictures that they left in two
// folders: every screen that was shown was looked at in every way, and has its picture. The few
// pictures in docs/screens are of such screens. node screensSeen.mjs NOTES PICTURES
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [folder, pictures] = process.argv.slice(2);
const documented = join(dirname(fileURLToPath(import.meta.url)), "../../../docs/screens");
const notes = readdirSync(folder).map((name) =>
  JSON.parse(readFileSync(join(folder, name), "utf8")),
);
const all = (kind) => [...new Set(notes.flatMap((note) => note[kind]))].sort();

// The voter's own screens, within the officials' page: they have their pictures there. Of them the
// bar that runs while a ballot is sealed is gone before anything could look at it.
const ofWalk = new Set(
  ["start", "code", "welcome", "question", "review", "cast_or_test", "practised"].map(
    (name) => `authority ${name}`,
  ),
);
const tooShort = new Set(["authority sealing"]);

const [shown, inspected, kept] = [all("shown"), new Set(all("inspected")), new Set(all("kept"))];
const taken = new Set(
  readdirSync(pictures)
    .filter((name) => statSync(join(pictures, name)).size > 0)
    .map((name) => basename(name, ".png")),
);
const faults = [
  ...shown
    .filter((screen) => !inspected.has(screen) && !tooShort.has(screen))
    .map((screen) => `nothing looked at the screen ${screen}`),
  ...shown
    .filter((screen) => inspected.has(screen) && !kept.has(screen) && !ofWalk.has(screen))
    .map((screen) => `no picture is taken of the screen ${screen}`),
  ...all("pictures")
    .filter((name) => !taken.has(name))
    .map((name) => `the picture ${name} is not there`),
  ...readdirSync(documented)
    .filter((name) => !taken.has(basename(name, ".webp")))
    .map((name) => `docs/screens/${name} is of no test`),
];
for (const fault of faults) console.error(fault);
if (shown.length === 0 || faults.length > 0) process.exit(1);
console.log(
  `${shown.length} screens were shown; each was looked at, and has a picture: ${taken.size} in all`,
);
