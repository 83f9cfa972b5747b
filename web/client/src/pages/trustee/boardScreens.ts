// Before there is work: the log is being verified, cannot be reached, does not verify, or does not
// know this key.
import { type Words, say } from "../../text/texts.ts";
import { type Child, element } from "../../ui/element.ts";
import { saveFile } from "../../ui/saveFile.ts";
import { actions, button, list, note, paragraph } from "../../ui/blocks.ts";
import type { Screen } from "../../ui/stage.ts";
import type { TrusteeDesk } from "./trusteeDesk.ts";

export function handOverScreen(desk: TrusteeDesk, words: Words): Screen {
  return {
    id: "hand-over",
    heading: say("trustee.handOver"),
    body: [
      paragraph(words),
      paragraph(say("trustee.handOverWords")),
      ...desk.publicKeys(),
      desk.otherThings(),
    ],
  };
}

export function lookingScreen(done: number, all: number): Screen {
  return {
    id: "looking",
    heading: say("trustee.looking"),
    body: [
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
    id: "unreachable",
    heading: say("trustee.unreachable"),
    body: [
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
    id: "failed",
    heading: say("trustee.failed"),
    body: [
      note("warning", say("trustee.failedWords")),
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
    id: "differs",
    heading: say("trustee.stop"),
    body: [
      note("warning", say("trustee.stopWords")),
      list(([1, 2, 3] as const).map((n) => say(`trustee.stop${n}`))),
      actions(button(say("officials.back"), () => desk.goTo(null), "secondary")),
    ],
  };
}
