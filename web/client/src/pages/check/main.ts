import { decodeDefinition } from "../../ballot/definitionJson.ts";
import { utf8 } from "../../crypto/bytes.ts";
import { ready } from "../../crypto/sodium.ts";
import { say, sayOwn } from "../../text/texts.ts";
import { element } from "../../ui/element.ts";
import { Frame } from "../../ui/frame.ts";
import { PlaceHistory } from "../../ui/places.ts";
import { startLanguage } from "../../ui/settings.ts";
import { readStamp } from "../../ui/stamp.ts";
import { showUnstamped } from "../../ui/unstamped.ts";
import { serveJobs } from "../../worker/serveJobs.ts";
import { Workshop } from "../../worker/workshop.ts";
import { SeenLog } from "../../bulletinBoard/seenLog.ts";
import { Operators } from "../../bulletinBoard/operators.ts";
import { readElection } from "../../ui/stampedElection.ts";
import { Finder } from "./finding.ts";
import { CheckFlow } from "./flow.ts";

const makeHelp = (): HTMLElement[] =>
  (["check.help.receipt", "check.help.test", "check.help.phone"] as const).map((key) =>
    element("p", {}, say(key)),
  );

// What a scanned receipt brings is taken out of the address at once.
function takeFragment(): string | null {
  const fragment = location.hash.slice(1);
  if (fragment !== "") history.replaceState(null, "", location.pathname);
  return fragment === "" ? null : fragment;
}

async function run(): Promise<void> {
  const stamp = readStamp(document);
  if (
    stamp?.page !== "check" ||
    stamp.definition === null ||
    stamp.policy === null ||
    stamp.election === null
  )
    return showUnstamped(document.title);
  await ready;
  startLanguage();
  const title = sayOwn(decodeDefinition(utf8(stamp.definition)).title);
  const operators = new Operators(stamp.operators);
  const election = readElection(stamp);
  const seen = new SeenLog(operators, stamp.policy);
  const ballot = takeFragment();
  const flow = new CheckFlow({
    stamp,
    operators,
    election,
    places: new PlaceHistory(),
    known: new Set(),
    workshop: new Workshop(),
    finder: new Finder({
      operators,
      seen,
      election: { id: stamp.election, fingerprint: election?.fingerprint ?? null },
    }),
    frame: new Frame({
      title: title.words,
      titleLanguage: title.language,
      help: makeHelp(),
      practice: stamp.practice,
    }),
  });
  flow.start(ballot);
  // A receipt may be dropped anywhere.
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) void file.text().then((text) => flow.dropped(text));
  });
}

// The same script is the worker's: src/worker/workshop.ts.
void (typeof document === "undefined" ? serveJobs() : run());
