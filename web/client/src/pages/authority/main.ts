import { ready } from "../../crypto/sodium.ts";
import { say } from "../../text/texts.ts";
import { element } from "../../ui/element.ts";
import { Frame } from "../../ui/frame.ts";
import { startLanguage } from "../../ui/settings.ts";
import { readStamp } from "../../ui/stamp.ts";
import { serveJobs } from "../../worker/serveJobs.ts";
import { BoardReader } from "../../verifier/boardReader.ts";
import { AuthorityPage } from "./authorityPage.ts";

async function run(): Promise<void> {
  await ready;
  startLanguage();
  const stamp = readStamp(document);
  const frame = new Frame({
    title: say("authority.page"),
    help: [element("p", {}, say("authority.help"))],
    practice: stamp?.practice ?? false,
  });
  const board = stamp === null ? null : new BoardReader(stamp.operators, stamp.policy ?? "");
  new AuthorityPage(frame, stamp, board).start();
}

// The same script is the worker's: src/worker/workshop.ts.
void (typeof document === "undefined" ? serveJobs() : run());
