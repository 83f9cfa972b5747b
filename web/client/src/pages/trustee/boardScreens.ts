// Before there is work: the log is being verified, cannot be reached, does not verify, or does not
// know this key.
import { type Words, say } from "../../text/texts.ts";
import { type Child, element } from "../../ui/element.ts";
import { saveFile } from "../../ui/saveFile.ts";
import { actions, button, list, remark, paragraph } from "../../ui/blocks.ts";
import type { Screen } from "../../ui/frame.ts";
import type { TrusteeDesk } from "./trusteeDesk.ts";

export function handOverScreen(desk: TrusteeDesk, words: Words): Screen {
  return {
    name: "hand-over",
    title: say("trustee.handOver"),
    content: [
      paragraph(words),
      paragraph(say("trustee.handOverWords")),
      ...desk.publicKeys(),
      desk.otherThings(),
    ],
  };
}

export function lookingScreen(done: number, all: number): Screen {
  return {
    name: "looking",
    title: say("trustee.looking"),
    content: [
      paragraph(say("trustee.lookingWords")),
      element("progress", {
        "aria-label": say("trustee.looking"),
        max: String(Math.max(all, 1)),
        value: String(done),
      }),
    ],
  };
}

// offer: what can be done all the same.
export function unreachableScreen(desk: TrusteeDesk, offer: readonly Child[]): Screen {
  return {
    name: "unreachable",
    title: say("trustee.unreachable"),
    content: [
      paragraph(say("trustee.unreachableWords")),
      list(desk.operators ?? []),
      actions(button(say("officials.tryAgain"), () => desk.lookNow())),
      ...offer,
    ],
  };
}

// Not one check may fail: nothing is certified or opened on such a log.
export function failedScreen(desk: TrusteeDesk, failures: readonly string[]): Screen {
  return {
    name: "failed",
    title: say("trustee.failed"),
    content: [
      remark("warning", say("trustee.failedWords")),
      list(failures),
      actions(
        button(say("trustee.saveReport"), () =>
          saveFile("tabella-report.txt", `${failures.join("\n")}\n`),
        ),
        button(say("officials.tryAgain"), () => desk.lookNow(), "secondary"),
      ),
    ],
  };
}

export function differsScreen(desk: TrusteeDesk): Screen {
  return {
    name: "differs",
    title: say("trustee.stop"),
    content: [
      remark("warning", say("trustee.stopWords")),
      list(([1, 2, 3] as const).map((n) => say(`trustee.stop${n}`))),
      actions(button(say("officials.back"), () => desk.goTo(null), "secondary")),
    ],
  };
}
