// What became of a cast: in the box, not yet known, or not. Failure looks and sounds different from
// success, names the next step, and none of them repeats the choices.
import { receiptCode } from "../ballot/receiptCode.ts";
import { say, sayTime, type TextKey, type Words } from "../text/texts.ts";
import { type Child, element, replaceChildren, spoken } from "../ui/element.ts";
import { makeAlert } from "../ui/alert.ts";
import { makeOutcome } from "../ui/outcome.ts";
import { makeStep } from "../ui/progress.ts";
import { showQrCode } from "../ui/qrCode.ts";
import { showReceiptCode } from "../ui/receiptCode.ts";
import { saveFile } from "../ui/saveFile.ts";
import { playFailure, playSuccess } from "../ui/sound.ts";
import type { Confirmation } from "../bulletinBoard/seenLog.ts";
import { codeToScan, sayAlone } from "./castOrTest.ts";
import type { Settled } from "../bulletinBoard/delivery.ts";
import { mayReplace, stepCount, steps, type VoterPage } from "./page.ts";

// A ballot on its way: of the voter nothing is left but its bytes.
export interface CastBallot {
  readonly id: Uint8Array<ArrayBuffer>;
  readonly post: Uint8Array<ArrayBuffer>;
}

export interface OutcomeActs {
  readonly again: () => void;
  readonly change: () => void;
  readonly finish: () => void;
  readonly later: () => void;
}

const button = (
  words: Words,
  act: () => void,
  kind: "primary" | "secondary" = "secondary",
): HTMLElement => element("button", { type: "button", class: kind, onclick: act }, words);

const showCode = ({ id }: CastBallot): Child =>
  element(
    "section",
    { class: "card" },
    element("h2", {}, say("voter.sealed.code")),
    showReceiptCode(receiptCode(id)),
  );

const saveCode = (ballot: CastBallot): HTMLElement =>
  button(say("voter.unknown.save"), () =>
    saveFile(
      `receipt-code-${receiptCode(ballot.id).slice(0, 11)}.txt`,
      `${receiptCode(ballot.id)}\n`,
    ),
  );

export function showWaiting(page: VoterPage): { readonly tryOther: () => void } {
  const more = element("p", { class: "hint", ...spoken });
  page.frame.show({
    name: "waiting",
    title: say("voter.waiting.title"),
    progress: makeStep(steps.cast, stepCount),
    content: [
      makeOutcome("waiting", say("voter.waiting.text")),
      element("progress", { "aria-label": say("voter.waiting.title") }),
      more,
    ],
  });
  return {
    tryOther: () => {
      more.replaceChildren(element("span", {}, say("voter.waiting.other")));
    },
  };
}

// In words where the reason is one that a voter can meet; the rule's own name after it.
const reasons: Readonly<Record<string, TextKey>> = {
  "ballot.revote": "voter.refused.revote",
  "ballot.sequence": "voter.refused.sequence",
  "ballot.tested": "voter.refused.tested",
  "ballot.roll": "voter.refused.roll",
  "ballot.style": "voter.refused.style",
  "rules.phase": "voter.refused.phase",
};

const sayReason = (code: string): Words => say(reasons[code] ?? "voter.refused.other");

export function showDone(
  page: VoterPage,
  ballot: CastBallot,
  receipt: string,
  acts: OutcomeActs,
): void {
  playSuccess();
  const mayChange = mayReplace(page);
  const save = (): void =>
    saveFile(`receipt-${receiptCode(ballot.id).slice(0, 11)}.tlog-proof`, receipt);
  page.frame.show({
    name: "done",
    title: say("voter.done.title"),
    progress: makeStep(steps.done, stepCount),
    content: [
      makeOutcome("good", say("voter.done.text")),
      showCode(ballot),
      element("p", { class: "print-only" }, say("voter.later.text")),
      element(
        "ul",
        {},
        element("li", {}, say("voter.done.receipt")),
        mayChange && element("li", {}, say("voter.done.again")),
        element("li", {}, say("voter.done.nothing")),
        mayChange && element("li", {}, say("voter.done.shared")),
      ),
    ],
    actions: [
      button(say("voter.done.save"), save, "primary"),
      button(say("voter.done.print"), () => window.print()),
      button(say("voter.done.later"), acts.later),
      mayChange && button(say("voter.done.change"), acts.change),
      button(say("voter.done.finish"), acts.finish),
    ],
  });
}

export function showLater(page: VoterPage, ballot: CastBallot, back: () => void): void {
  const code = codeToScan(ballot.id);
  page.frame.show({
    name: "later",
    title: say("voter.later.title"),
    progress: makeStep(steps.done, stepCount),
    content: [
      element("p", {}, say("voter.later.text")),
      sayAlone(page),
      showQrCode(code, say("voter.later.scan"), page.visit.trace(code)),
      showCode(ballot),
      element("p", {}, say("voter.later.why")),
    ],
    actions: [button(say("ui.back"), back, "primary")],
  });
}

export interface FewWitnesses {
  readonly showCount: (confirmation: Confirmation) => void;
  readonly showPause: (ms: number) => void;
}

export function showFewWitnesses(
  page: VoterPage,
  ballot: CastBallot,
  first: Confirmation,
  askNow: () => void,
): FewWitnesses {
  const count = element("p", { ...spoken });
  const asking = element("p");
  const showCount = ({ agreeing, witnesses }: Confirmation): void =>
    replaceChildren(count, say("voter.few.count", { k: agreeing, n: witnesses }));
  showCount(first);
  page.frame.show({
    name: "few_witnesses",
    title: say("voter.few.title"),
    progress: makeStep(steps.cast, stepCount),
    content: [makeAlert("warn", "voter.few", "witnesses"), count, asking, showCode(ballot)],
    actions: [button(say("voter.few.now"), askNow, "primary"), saveCode(ballot)],
  });
  return {
    showCount,
    showPause: (ms) => replaceChildren(asking, say("voter.few.asking", { n: ms / 1000 })),
  };
}

export function showFailure(
  page: VoterPage,
  ballot: CastBallot,
  delivery: Exclude<Settled, { state: "in_the_box" }>,
  acts: OutcomeActs,
): void {
  playFailure();
  const progress = makeStep(steps.cast, stepCount);
  const again = button(say("voter.again"), acts.again, "primary");
  const showRefused = (code: string): void =>
    page.frame.show({
      name: "refused",
      title: say("voter.refused.title"),
      progress,
      content: [
        makeAlert("bad", "voter.refused", "unclear", { reason: sayReason(code) }),
        element("p", { class: "small" }, say("voter.refused.rule", { code })),
      ],
      actions: [button(say("voter.refused.start"), acts.change, "primary"), saveCode(ballot)],
    });
  switch (delivery.state) {
    case "refused":
      return showRefused(delivery.code);
    case "closed": {
      const { closes } = page.visit.election.definition.schedule;
      // That it is over is a word of the operators as long as the times do not say so.
      if (Date.now() < 1000 * closes) return showRefused("rules.phase");
      page.frame.show({
        name: "closed",
        title: say("voter.closed.title"),
        progress,
        content: [
          makeAlert("bad", "voter.closed", "late", { date: sayTime(new Date(1000 * closes)) }),
        ],
        actions: [
          element(
            "a",
            { class: "button", href: `${page.operators.other}/e/${page.stamp.election ?? ""}` },
            say("voter.closed.result"),
          ),
        ],
      });
      return;
    }
    case "not_cast":
      page.frame.show({
        name: "not_cast",
        title: say("voter.notCast.title"),
        progress,
        content: [makeAlert("bad", "voter.notCast", "box")],
        actions: [again, saveCode(ballot)],
      });
      return;
    case "unknown":
      page.frame.show({
        name: "unknown",
        title: say("voter.unknown.title"),
        progress,
        content: [makeAlert("warn", "voter.unknown", "connection"), showCode(ballot)],
        actions: [again, saveCode(ballot)],
      });
      return;
    case "two_views":
      page.frame.show({
        name: "two_views",
        title: say("voter.views.title"),
        progress,
        content: [makeAlert("bad", "voter.views", "operators")],
        actions: [
          button(
            say("voter.views.save"),
            () => saveFile("two-views.txt", delivery.evidence),
            "primary",
          ),
          saveCode(ballot),
        ],
      });
  }
}
