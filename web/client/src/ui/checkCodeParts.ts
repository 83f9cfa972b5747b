// A check code to be read aloud: the groups that are the same in every language, and words for
// those who find words easier. Both mean the same hash.
import { type Words, currentLanguage, say } from "../text/texts.ts";
import { element } from "./element.ts";
import type { CheckCode } from "../ballot/checkCode.ts";
import { wordsOf } from "./codeWords.ts";

export function checkCodeParts(check: CheckCode): HTMLElement[] {
  const groups = check.code.split("-").map((group) => element("span", { class: "group" }, group));
  const language: Words = () => currentLanguage().tag;
  const words: Words = () => wordsOf(check.hash, language());
  return [
    element(
      "div",
      { class: "check-code" },
      element("p", { class: "check-code-title" }, say("officials.checkCode")),
      element("p", { class: "groups", translate: "no" }, ...spaced(groups)),
      element("p", { class: "words", lang: language, translate: "no" }, words),
    ),
  ];
}

function spaced(groups: readonly HTMLElement[]): (HTMLElement | string)[] {
  return groups.flatMap((group, i) => (i === 0 ? [group] : [" ", group]));
}
