import { ready } from "../../crypto/sodium.ts";
import { say } from "../../text/texts.ts";
import { element } from "../../ui/element.ts";
import { Frame } from "../../ui/frame.ts";
import { startLanguage } from "../../ui/settings.ts";
import { readStamp } from "../../ui/stamp.ts";
import { BoardReader } from "../../verifier/boardReader.ts";
import { TrusteePage } from "./trusteePage.ts";

void ready.then(() => {
  startLanguage();
  const stamp = readStamp(document);
  const frame = new Frame({
    title: say("trustee.page"),
    help: [element("p", {}, say("trustee.help"))],
    practice: stamp?.practice ?? false,
  });
  const board = stamp === null ? null : new BoardReader(stamp.operators, stamp.policy ?? "");
  new TrusteePage(frame, stamp, board).start();
});
