// Between the steps and after them: nothing is due, a trustee was excluded or somebody has its key,
// the election was cancelled, and what is to be deleted at the end.
import { type Words, say, sayTime } from "../../text/texts.ts";
import type { Child } from "../../ui/element.ts";
import { saveFile } from "../../ui/saveFile.ts";
import { actions, button, list, remark, paragraph } from "../../ui/blocks.ts";
import { checkCodeParts } from "../../ui/checkCodeParts.ts";
import type { Screen } from "../../ui/frame.ts";
import { ceremonyCode } from "../../trustee/checkCode.ts";
import { stepsOf } from "./steps.ts";
import type { TrusteeDesk } from "./trusteeDesk.ts";
import { ceremonyOf } from "../../trustee/ceremonyView.ts";
import { type TrusteeWork, destroyedLine, holdsShare, signLine } from "../../trustee/work.ts";
import type { Moment } from "../../verifier/report.ts";

export function idleScreen(desk: TrusteeDesk, work: TrusteeWork, title: Words): Screen {
  const { phase } = work.view;
  const check =
    phase === "roll" || phase === "ready" ? checkCodeParts(ceremonyCode(work.view)) : [];
  const destroy =
    phase === "finished" || phase === "archived"
      ? [actions(button(say("trustee.destroy"), () => desk.goTo("destroy")))]
      : [];
  const prove = phase === "ready" || phase === "roll" || phase === "open";
  return {
    name: `idle-${phase}`,
    title: say(`trustee.idle.${phase}`),
    content: [
      stepsOf(work),
      paragraph(say(`trustee.idle.${phase}Words`, { title })),
      ...check,
      ...(prove ? proofParts(desk, work) : []),
      ...(phase === "ready" || phase === "open" ? showingParts(desk, work) : []),
      actions(button(say("trustee.minutes"), () => desk.goTo("minutes"), "secondary")),
      ...destroy,
      paragraph(desk.lastLook()),
      desk.otherThings(),
    ],
  };
}

// Whether this key still opens the parts that were sent to it. Nothing leaves the device.
function proofParts(desk: TrusteeDesk, work: TrusteeWork): Child[] {
  const answer =
    desk.proved === null
      ? []
      : desk.proved
        ? [remark("success", say("trustee.holds"))]
        : [remark("warning", say("trustee.holdsNot"))];
  return [
    paragraph(say("trustee.proveWords")),
    actions(
      button(say("trustee.prove"), () => {
        desk.proved = holdsShare(work);
        desk.redraw();
      }),
    ),
    ...answer,
  ];
}

// The same for everybody to check: a proof that is newer than the voter list.
function showingParts(desk: TrusteeDesk, work: TrusteeWork): Child[] {
  const { keysHeld } = work.view;
  const all = ceremonyOf(work.view).qualified.length;
  const count = paragraph(say("trustee.shownBy", { n: keysHeld.length, all }));
  if (keysHeld.includes(work.trustee)) return [remark("success", say("trustee.shown")), count];
  return [
    paragraph(say("trustee.showWords")),
    work.view.mustShowKeys && work.view.phase === "ready" && paragraph(say("trustee.showMust")),
    count,
    actions(desk.acting(say("trustee.show"), () => desk.show(work))),
  ];
}

// What everybody reads on the log, as long as something can be said there.
function tellingParts(desk: TrusteeDesk, work: TrusteeWork): Child[] {
  if (work.view.keysDestroyed.includes(work.trustee))
    return [remark("success", say("trustee.told"))];
  if (work.view.phase !== "finished" && work.view.phase !== "cancelled") return [];
  const tell = (): Promise<void> => desk.send(work, [destroyedLine(work)]);
  return [paragraph(say("trustee.tellWords")), actions(desk.acting(say("trustee.tell"), tell))];
}

export function destroyScreen(desk: TrusteeDesk, work: TrusteeWork): Screen {
  return {
    name: "destroy",
    title: say("trustee.destroy"),
    content: [
      stepsOf(work),
      paragraph(say("trustee.destroyWords")),
      list(([1, 2, 3, 4] as const).map((n) => say(`trustee.destroy${n}`))),
      ...tellingParts(desk, work),
      actions(
        button(
          say("trustee.saveStatement"),
          () => {
            const statement = say("trustee.statement", {
              election: work.view.id,
              name: work.key.verifier.name,
            })();
            saveFile(`${work.view.id}.destroyed.txt`, signLine(work, statement));
          },
          "secondary",
        ),
        button(
          say("trustee.forget"),
          () => {
            desk.closeKey();
            desk.goTo(null);
          },
          "secondary",
        ),
        button(say("officials.back"), () => desk.goTo(null), "secondary"),
      ),
    ],
  };
}

export function cancelledScreen(desk: TrusteeDesk, reason: string): Screen {
  return {
    name: "cancelled",
    title: say("trustee.cancelled"),
    content: [
      paragraph(say("trustee.cancelledWords")),
      paragraph(reason),
      actions(button(say("trustee.destroy"), () => desk.goTo("destroy"), "secondary")),
      desk.otherThings(),
    ],
  };
}

// Whose votes are missing nobody knows, so nobody counts the others.
export function earlyScreen(work: TrusteeWork, ended: Moment): Screen {
  return {
    name: "ended-early",
    title: say("trustee.early"),
    content: [
      stepsOf(work),
      remark(
        "warning",
        say("trustee.earlyWords", {
          time: sayTime(new Date(1000 * ended.time)),
          seen: sayTime(new Date(1000 * ended.cosigned_time!)),
        }),
      ),
      paragraph(say("trustee.earlyNext")),
    ],
  };
}

export function unseenScreen(desk: TrusteeDesk, work: TrusteeWork): Screen {
  return {
    name: "end-unseen",
    title: say("trustee.unseen"),
    content: [
      stepsOf(work),
      paragraph(say("trustee.unseenWords")),
      paragraph(desk.lastLook()),
      desk.otherThings(),
    ],
  };
}

export function disqualifiedScreen(work: TrusteeWork): Screen {
  return {
    name: "disqualified",
    title: say("trustee.disqualified"),
    content: [stepsOf(work), paragraph(say("trustee.disqualifiedWords"))],
  };
}

// The static key on the log is of another ceremony secret: whoever posted it has the signing key.
export function joinedByOtherScreen(work: TrusteeWork): Screen {
  return {
    name: "joined-by-other",
    title: say("trustee.joinedByOther"),
    content: [stepsOf(work), remark("warning", say("trustee.joinedByOtherWords"))],
  };
}
