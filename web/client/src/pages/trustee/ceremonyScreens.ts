// The ceremony: meet and join, then commit, deal and certify as the log says that each is due, or
// say whose part does not fit.
import { nameOfKey } from "../../bulletinBoard/signedNote.ts";
import { type Words, say } from "../../text/texts.ts";
import { actions, button, facts, list, remark, paragraph } from "../../ui/blocks.ts";
import { checkCodeParts } from "../../ui/checkCodeParts.ts";
import type { Screen } from "../../ui/frame.ts";
import { announcementCode, ceremonyCode } from "../../trustee/checkCode.ts";
import { type Step, isDue } from "../../trustee/duty.ts";
import { awaitsRound, restOfPools } from "./poolParts.ts";
import { stepsOf } from "./steps.ts";
import { totalScreen } from "./totalScreen.ts";
import type { TrusteeDesk } from "./trusteeDesk.ts";
import { type TrusteeWork, wrongDealers } from "../../trustee/work.ts";

export function meetScreen(desk: TrusteeDesk, work: TrusteeWork, title: Words): Screen {
  const { view } = work;
  const check = announcementCode(view);
  const trustees = view.trustees.length;
  const joins = isDue(view, work.trustee, "join");
  const only = trustees === 1 ? [remark("warning", say("trustee.onlyOne"))] : [];
  return {
    name: "meet",
    title: say("trustee.meet"),
    content: [
      stepsOf(work),
      paragraph(say("trustee.meetWords")),
      facts([
        [say("trustee.election"), title],
        [say("trustee.address"), window.location.href.split("#")[0]!],
        [say("trustee.shares"), say("trustee.threshold", { t: view.threshold, n: trustees })],
        [say("trustee.you"), say("trustee.number", { n: work.trustee })],
      ]),
      list(view.trustees.map(nameOfKey)),
      ...only,
      ...checkCodeParts(check),
      joins && paragraph(say("trustee.meetJoins")),
      actions(
        desk.acting(say("trustee.allSame"), async () => {
          work.memory.join(view.id, check.code);
          if (joins) await desk.take(work, "join");
        }),
        button(say("trustee.differs"), () => desk.goTo("differs"), "secondary"),
      ),
      desk.otherThings(),
    ],
  };
}

export function dueScreen(desk: TrusteeDesk, work: TrusteeWork, step: Step, closes: Words): Screen {
  if (step === "decrypt") return totalScreen(desk, work, closes);
  if (step === "certify") return certifyScreen(desk, work);
  return {
    name: `due-${step}`,
    title: say(`trustee.due.${step}`),
    content: [
      stepsOf(work),
      paragraph(say(`trustee.due.${step}Words`)),
      actions(desk.acting(say(`trustee.due.${step}Act`), () => desk.take(work, step))),
      desk.otherThings(),
    ],
  };
}

// Where the ceremony does not begin without it.
export function rehearseScreen(desk: TrusteeDesk, work: TrusteeWork): Screen {
  return {
    name: "due-rehearse",
    title: say("trustee.due.rehearse"),
    content: [
      stepsOf(work),
      paragraph(say("trustee.due.rehearseWords")),
      actions(
        button(say("trustee.rehearse"), () => desk.goTo("rehearsal")),
        button(say("trustee.drill"), () => desk.goTo("drill"), "secondary"),
      ),
    ],
  };
}

function certifyScreen(desk: TrusteeDesk, work: TrusteeWork): Screen {
  const [wrong] = wrongDealers(work);
  if (wrong !== undefined) return complaintScreen(desk, work, wrong);
  const check = ceremonyCode(work.view);
  return {
    name: "due-certify",
    title: say("trustee.due.certify"),
    content: [
      stepsOf(work),
      paragraph(say("trustee.due.certifyWords")),
      ...checkCodeParts(check),
      actions(
        desk.acting(say("trustee.compared"), () => {
          work.memory.compare(work.view.id, check.code);
          return desk.take(work, "certify");
        }),
        button(say("trustee.differs"), () => desk.goTo("differs"), "secondary"),
      ),
    ],
  };
}

function complaintScreen(desk: TrusteeDesk, work: TrusteeWork, dealer: number): Screen {
  const name = nameOfKey(work.view.trustees[dealer - 1]!);
  return {
    name: "complaint",
    title: say("trustee.wrongPart", { name }),
    content: [
      stepsOf(work),
      paragraph(say("trustee.wrongPartWords", { name })),
      actions(desk.acting(say("trustee.complain"), () => desk.take(work, "certify"))),
    ],
  };
}

export function waitsScreen(
  desk: TrusteeDesk,
  work: TrusteeWork,
  step: Step,
  waitsFor: readonly number[],
): Screen {
  const names = waitsFor.map((each) => nameOfKey(work.view.trustees[each - 1]!)).join(", ");
  const minutes =
    step === "certify"
      ? [actions(button(say("trustee.minutes"), () => desk.goTo("minutes"), "secondary"))]
      : [];
  const tally = step === "decrypt" ? restOfPools(work.view) : [];
  return {
    name: `waits-${step}`,
    title: say("trustee.waits", { names }),
    content: [
      stepsOf(work),
      remark("success", say(`trustee.done.${step}`)),
      paragraph(say(awaitsRound(work.view) ? "trustee.comeBack" : "trustee.nothingElse")),
      ...tally,
      paragraph(desk.lastLook()),
      ...minutes,
      desk.otherThings(),
    ],
  };
}
