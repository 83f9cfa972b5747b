// Screen 5: the ballot is sealed. Its receipt code and QR code are shown before the choice, so that
// another device can hold the page to them; then two ways of equal weight.
import type { SealedBallot } from "../ballot/seal.ts";
import { receiptCode } from "../ballot/receiptCode.ts";
import { encodeBase64Url } from "../crypto/bytes.ts";
import { say } from "../text/texts.ts";
import { element } from "../ui/element.ts";
import { makeProgress, makeStep } from "../ui/progress.ts";
import { showQrCode } from "../ui/qrCode.ts";
import { showReceiptCode } from "../ui/receiptCode.ts";
import { stepCount, steps, type VoterPage } from "./page.ts";

// What a second device scans: the ballot alone, never an address. This page is what the test is
// about, so it must not choose where it is checked; the letter does.
export const codeToScan = (ballot: Uint8Array): string => encodeBase64Url(ballot);

// That nobody else's page checks this one, where it is so.
export const sayAlone = ({ operators }: VoterPage): HTMLElement | false =>
  !operators.areSeveral && element("p", { class: "inset" }, say("voter.check.alone"));

export interface CastOrTestActs {
  readonly cast: (ballot: SealedBallot) => void;
  readonly test: (ballot: SealedBallot) => void;
  readonly back: () => void;
}

export function showSealing(page: VoterPage, back: () => void): (done: number) => void {
  const progress = makeProgress(say("voter.sealing.text"));
  page.frame.show({
    name: "sealing",
    title: say("voter.sealing.title"),
    progress: makeStep(steps.cast, stepCount),
    content: [progress.node],
    actions: [
      element("button", { type: "button", class: "secondary", onclick: back }, say("ui.back")),
    ],
  });
  return progress.set;
}

export function showCastOrTest(page: VoterPage, ballot: SealedBallot, acts: CastOrTestActs): void {
  const card = (name: "cast" | "test", act: () => void): HTMLElement =>
    element(
      "section",
      { class: "card way" },
      element("h2", {}, say(`voter.${name}.title`)),
      element("p", {}, say(`voter.${name}.text`)),
      element(
        "button",
        { type: "button", class: "primary", id: name, onclick: act },
        say(`voter.${name}.act`),
      ),
    );
  const code = codeToScan(ballot.id);
  page.frame.show({
    name: "cast_or_test",
    title: say("voter.sealed.title"),
    progress: makeStep(steps.cast, stepCount),
    content: [
      element(
        "section",
        { class: "card receipt" },
        element("h2", {}, say("voter.sealed.code")),
        showReceiptCode(receiptCode(ballot.id)),
        element(
          "details",
          { open: true },
          element("summary", {}, say("voter.sealed.scan")),
          showQrCode(code, say("voter.sealed.scanFirst"), page.visit.trace(code)),
        ),
      ),
      element("p", {}, say("voter.test.reason")),
      sayAlone(page),
      element(
        "div",
        { class: "cards" },
        card("cast", () => acts.cast(ballot)),
        card("test", () => acts.test(ballot)),
      ),
      element(
        "details",
        {},
        element("summary", {}, say("ui.details")),
        element(
          "p",
          { class: "small" },
          say("voter.details.ballot"),
          " ",
          element("span", { class: "code" }, encodeBase64Url(ballot.id)),
        ),
      ),
    ],
    actions: [
      element(
        "button",
        { type: "button", class: "quiet", onclick: acts.back },
        say("voter.sealed.back"),
      ),
    ],
  });
}
