// Voting letters to be printed, one page each: who it is for, the address with its QR code, the
// bare voting code with another, and the check code of the voting page. A code is never in a link.
// Whoever is asked to test the page is asked here alone.
import { receiptCode } from "../../ballot/receiptCode.ts";
import { decodeHex } from "../../crypto/bytes.ts";
import { type Words, say } from "../../text/texts.ts";
import { type Child, element } from "../../ui/element.ts";
import { drawQrCode } from "../../ui/qrCode.ts";
import type { Letter } from "../../authority/letter.ts";

export interface LetterElection {
  readonly title: Words;
  readonly closes: Words;
  readonly address: string; // where people vote
  readonly page: string; // SHA-256 of the voting page in hex, as it is on the log
  readonly check: CheckPlace;
}

// Where people test the voting page and check receipts. They are told by the letter, because the
// voting page is what is tested.
export interface CheckPlace {
  readonly address: string;
  readonly page: string; // SHA-256 in hex, as it is on the log
  readonly isIndependent: boolean; // another operator than that of the voting page
}

// contact: whom to ask, and to tell that something is wrong; may be empty.
export function lettersOf(
  election: LetterElection,
  letters: readonly Letter[],
  contact: string,
): HTMLElement[] {
  return letters.map((letter) => letterOf(election, letter, contact));
}

function letterOf(
  election: LetterElection,
  { person, address, code, asksToTest }: Letter,
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
    element(
      "div",
      { class: "qr" },
      drawQrCode(election.address, say("authority.letter.addressQr")),
    ),
    element("p", {}, say("authority.letter.code")),
    element("p", { class: "code voting-code", translate: "no" }, code),
    element("div", { class: "qr" }, drawQrCode(code, say("authority.letter.codeQr"))),
    element("p", {}, say("authority.letter.secret")),
    element("p", {}, say("authority.letter.page")),
    hashParts(election.page),
    checkParts(election.check),
    // The room is there in every letter: nobody who counts pages sees who is asked.
    element("p", { class: "test" }, asksToTest && say("authority.letter.asked")),
    contact !== "" &&
      element("p", { class: "contact" }, say("authority.letter.contact", { contact })),
  );
}

const hashParts = (page: string): Child => [
  element("p", { class: "code", translate: "no" }, receiptCode(decodeHex(page)!)),
  element("p", { class: "small", translate: "no" }, `SHA-256 ${page}`),
];

const checkParts = ({ address, page, isIndependent }: CheckPlace): Child => [
  element("p", {}, say("authority.letter.test")),
  element("p", { class: "code", translate: "no" }, address),
  element("div", { class: "qr" }, drawQrCode(address, say("authority.letter.testQr"))),
  !isIndependent && element("p", {}, say("authority.letter.alone")),
  element("p", {}, say("authority.letter.checkPage")),
  hashParts(page),
];
