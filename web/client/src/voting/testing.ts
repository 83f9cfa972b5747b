// Section 3 of the flow: the ballot is opened for another device and can never be cast. The choices
// stay, and the next ballot is sealed with a new seed.
import type { SealedBallot } from "../ballot/seal.ts";
import { receiptCode } from "../ballot/receiptCode.ts";
import { say } from "../text/texts.ts";
import { element, replaceChildren, spoken } from "../ui/element.ts";
import { makeStep } from "../ui/progress.ts";
import { showQrCode } from "../ui/qrCode.ts";
import { showReceiptCode } from "../ui/receiptCode.ts";
import { saveFile } from "../ui/saveFile.ts";
import { sayAlone } from "./castOrTest.ts";
import { stepCount, steps, type VoterPage } from "./page.ts";

// What the cameras of old phones still read.
const largestCode = 1100;

export const testFileName = (code: string): string => `ballot-test-${code.slice(0, 11)}.json`;

// The notice tells the ballot box that this ballot is not to be taken. It is public and says
// nothing of the choices; without a network the test works all the same.
async function postNotice(
  { operators }: VoterPage,
  notice: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const taken = await operators.askInTurn(
    "/add",
    ({ status }) => (status === 200 || status === 201 ? true : null),
    { body: notice },
  );
  return taken === true;
}

export interface OpenedBallot {
  readonly code: string;
  readonly file: string;
  readonly notice: Uint8Array<ArrayBuffer>;
}

// From here on the ballot is gone: only the texts about it are left.
export function openBallot({ visit }: VoterPage, ballot: SealedBallot): OpenedBallot {
  const opened = {
    code: receiptCode(ballot.id),
    file: ballot.reveal(),
    notice: ballot.notice(visit.voter!.sk),
  };
  visit.dropSealed();
  return opened;
}

export function showTest(
  page: VoterPage,
  { code, file, notice }: OpenedBallot,
  sealAgain: () => void,
): void {
  const told = element("p", { class: "hint", ...spoken });
  page.visit.prepare();
  page.frame.show({
    name: "test",
    title: say("voter.tested.title"),
    progress: makeStep(steps.cast, stepCount),
    content: [
      element("p", {}, say("voter.tested.text")),
      element(
        "ol",
        {},
        element("li", {}, say("voter.tested.open")),
        element("li", {}, say("voter.tested.compare")),
        element("li", {}, say("voter.tested.give")),
      ),
      sayAlone(page),
      showReceiptCode(code),
      file.length <= largestCode
        ? showQrCode(file, say("voter.tested.scan"), page.visit.trace(file))
        : element("p", { class: "inset" }, say("voter.tested.tooLong")),
      element("p", { class: "small" }, say("voter.tested.shows")),
      told,
      element(
        "details",
        {},
        element("summary", {}, say("voter.tested.textForm")),
        element(
          "textarea",
          { readonly: true, rows: 6, class: "code", "aria-label": say("voter.tested.textForm") },
          file,
        ),
      ),
    ],
    actions: [
      element(
        "button",
        { type: "button", class: "primary", id: "seal-again", onclick: sealAgain },
        say("voter.tested.again"),
      ),
      element(
        "button",
        {
          type: "button",
          class: "secondary",
          onclick: () => saveFile(testFileName(code), file, "application/json"),
        },
        say("voter.tested.save"),
      ),
    ],
  });
  if (page.practice !== null) return;
  void postNotice(page, notice).then((done) =>
    replaceChildren(told, say(done ? "voter.tested.told" : "voter.tested.notTold")),
  );
}
