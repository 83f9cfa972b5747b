// Opening the total: once, and only of what this device added up itself.
import { type Words, say } from "../../text/texts.ts";
import { actions, button, remark, paragraph } from "../../ui/blocks.ts";
import { refusalWords } from "../../ui/refusalWords.ts";
import type { Screen } from "../../ui/frame.ts";
import { Refused } from "../../crypto/refused.ts";
import { stepsOf } from "./steps.ts";
import type { TrusteeDesk } from "./trusteeDesk.ts";
import { type TrusteeWork, openTotals, partialDecryptionLines } from "../../trustee/work.ts";

// The whole log was verified and the totals added up on this device; else this is never shown.
export function totalScreen(desk: TrusteeDesk, work: TrusteeWork, closes: Words): Screen {
  const before = work.memory.opened(work.view.id);
  const ballots = work.view.acceptedBallots;
  const lead = paragraph(say("trustee.total", { n: ballots, date: closes }));
  if (before === undefined) {
    return {
      name: "due-total",
      title: say("trustee.due.decrypt"),
      content: [
        stepsOf(work),
        lead,
        paragraph(say("trustee.totalWords")),
        actions(desk.acting(say("trustee.openTotal"), () => desk.open(work))),
      ],
    };
  }
  const opened = openTotals(work);
  if (opened instanceof Refused) return doNotDecryptScreen(refusalWords(opened));
  return {
    name: "save-total",
    title: say("trustee.saveFirst"),
    content: [
      stepsOf(work),
      lead,
      paragraph(say("trustee.saveFirstWords")),
      actions(
        button(say("trustee.saveKey"), () => {
          desk.saveKey();
          desk.savedOpened = true;
          desk.redraw();
        }),
      ),
      ...(desk.savedOpened
        ? [
            actions(
              desk.acting(say("trustee.sendTotal"), () =>
                desk.send(work, partialDecryptionLines(work, opened)),
              ),
            ),
          ]
        : []),
    ],
  };
}

function doNotDecryptScreen(reason: Words): Screen {
  return {
    name: "do-not-decrypt",
    title: say("trustee.doNotDecrypt"),
    content: [remark("warning", say("trustee.doNotDecryptWords")), paragraph(reason)],
  };
}
