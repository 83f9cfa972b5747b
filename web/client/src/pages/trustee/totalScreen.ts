// Opening totals: each once, and only of what this device added up itself. What is opened in one
// round can make more due in another.
import { type Words, say } from "../../text/texts.ts";
import { actions, button, remark, paragraph } from "../../ui/blocks.ts";
import { refusalWords } from "../../ui/refusalWords.ts";
import type { Screen } from "../../ui/frame.ts";
import { Refused } from "../../crypto/refused.ts";
import { poolList, restOfPools } from "./poolParts.ts";
import { stepsOf } from "./steps.ts";
import type { TrusteeDesk } from "./trusteeDesk.ts";
import { type TrusteeWork, partialDecryptionLines, poolsToOpen } from "../../trustee/work.ts";

// The whole log was verified and the totals added up on this device; else this is never shown.
export function totalScreen(desk: TrusteeDesk, work: TrusteeWork, closes: Words): Screen {
  const due = poolsToOpen(work);
  if (due instanceof Refused) return doNotDecryptScreen(refusalWords(due));
  const { view, memory } = work;
  const opened = memory.opened(view.id);
  const fresh = due.filter(({ name }) => opened === undefined || !(name in opened.shares));
  const lead = paragraph(say("trustee.total", { n: view.countedBallots, date: closes }));
  if (opened === undefined || fresh.length > 0) {
    return {
      name: "due-total",
      title: say("trustee.due.decrypt"),
      content: [
        stepsOf(work),
        lead,
        paragraph(say("trustee.totalWords")),
        poolList(fresh),
        ...restOfPools(view),
        actions(desk.acting(say("trustee.openTotal"), () => desk.open(work))),
      ],
    };
  }
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
