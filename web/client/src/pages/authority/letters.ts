// Voting letters to be printed, one page each: who it is for, the address with its QR code, and the
// bare voting code with another. A code never stands in a link.
import { say } from "../../text/texts.ts";
import { element } from "../../ui/element.ts";
import { drawQrCode } from "../../ui/qrCode.ts";
import type { Letter } from "./makeRoll.ts";
import type { RollElection } from "./rollScreen.ts";

// contact: whom to ask, and to tell that something is wrong; may be empty.
export function lettersOf(
  election: RollElection,
  letters: readonly Letter[],
  contact: string,
): HTMLElement[] {
  return letters.map((letter) => letterOf(election, letter, contact));
}

function letterOf(
  election: RollElection,
  { person, address, code }: Letter,
  contact: string,
): HTMLElement {
  return element(
    "section",
    { class: "letter", "aria-label": person },
    element("p", { class: "address" }, person, element("br"), address),
    element("h2", {}, election.title),
    element("p", {}, say("authority.letter.until", { date: election.closes })),
    element("p", {}, say("authority.letter.address")),
    element("p", { class: "code", translate: "no" }, election.address),
    element("div", { class: "qr" }, drawQrCode(election.address, say("authority.letter.addressQr"))),
    element("p", {}, say("authority.letter.code")),
    element("p", { class: "code voting-code", translate: "no" }, code),
    element("div", { class: "qr" }, drawQrCode(code, say("authority.letter.codeQr"))),
    element("p", {}, say("authority.letter.secret")),
    element("p", {}, say("authority.letter.test")),
    contact !== "" && element("p", { class: "contact" }, say("authority.letter.contact", { contact })),
  );
}
