import { ready } from "../../crypto/sodium.ts";
import { say, sayOwn } from "../../text/texts.ts";
import { element } from "../../ui/element.ts";
import { Frame } from "../../ui/frame.ts";
import { answerNeighbours } from "../../ui/neighbours.ts";
import { startLanguage } from "../../ui/settings.ts";
import { readStamp } from "../../ui/stamp.ts";
import { showUnstamped } from "../../ui/unstamped.ts";
import { serveJobs } from "../../worker/serveJobs.ts";
import { Workshop } from "../../worker/workshop.ts";
import { SeenLog } from "../../bulletinBoard/seenLog.ts";
import { Operators } from "../../bulletinBoard/operators.ts";
import { readElection } from "../../ui/stampedElection.ts";
import { VotingFlow } from "../../voting/flow.ts";
import { askOpening } from "../../voting/opening.ts";
import type { VoterPage } from "../../voting/page.ts";
import { Visit } from "../../voting/visit.ts";

function makeHelp(): HTMLElement[] {
  const keys = [
    "voter.help.code",
    "voter.help.stop",
    "voter.help.secret",
    "voter.help.phone",
  ] as const;
  return keys.map((key) => element("p", {}, say(key)));
}

// A page that was put aside by the browser must not come back with what it knew.
function guardMemory({ visit }: VoterPage, flow: VotingFlow): void {
  window.addEventListener("beforeunload", (event) => {
    if (visit.hasMarks) event.preventDefault();
  });
  window.addEventListener("pagehide", () => flow.dropAll());
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });
}

async function run(): Promise<void> {
  const stamp = readStamp(document);
  if (stamp?.page !== "voter") return showUnstamped(document.title);
  await ready;
  startLanguage();
  const election = readElection(stamp);
  if (election === null || stamp.policy === null) return showUnstamped(document.title);
  const title = sayOwn(election.definition.title);
  const operators = new Operators(stamp.operators);
  const page: VoterPage = {
    stamp,
    operators,
    practice: null,
    seen: new SeenLog(operators, stamp.policy),
    visit: new Visit(election, new Workshop()),
    frame: new Frame({
      title: title.words,
      titleLanguage: title.language,
      help: makeHelp(),
      practice: stamp.practice,
    }),
  };
  answerNeighbours();
  // Nothing is shown of an answer that comes at once.
  const waiting = setTimeout(
    () => page.frame.show({ name: "starting", title: say("ui.moment"), content: [] }),
    600,
  );
  const opening = await askOpening({
    operators,
    election: election.definition.id,
    ...election.definition.schedule,
    now: Date.now() / 1000,
  });
  clearTimeout(waiting);
  const flow = new VotingFlow(page, opening);
  guardMemory(page, flow);
  flow.start();
}

// The same script is the worker's: src/worker/workshop.ts.
void (typeof document === "undefined" ? serveJobs() : run());
