// Language, text size and contrast: on every screen, kept for as long as the page is open and
// nowhere else, since nothing is stored on a voter's device.
import {
  currentLanguage,
  languages,
  matchLanguage,
  say,
  setLanguage,
  type TextKey,
} from "../text/texts.ts";
import { element } from "./element.ts";

const sizes = ["19", "26", "34", "48"] as const;
const contrasts = ["standard", "high", "low"] as const;

function chooseLanguage(tag: string): void {
  setLanguage(tag);
  document.documentElement.lang = currentLanguage().tag;
  document.documentElement.dir = currentLanguage().direction;
}

export function startLanguage(wishes: readonly string[] = navigator.languages): void {
  chooseLanguage(
    matchLanguage(
      wishes,
      languages.map(({ tag }) => tag),
    ) ?? "en",
  );
}

function chooseOne<Value extends string>(
  name: string,
  legend: TextKey,
  values: readonly Value[],
  chosen: Value,
  choose: (value: Value) => void,
): HTMLElement {
  const makeChoice = (value: Value): HTMLElement =>
    element(
      "label",
      {},
      element("input", {
        type: "radio",
        name,
        value,
        checked: value === chosen,
        onchange: () => choose(value),
      }),
      element("span", { class: `sample-${name}-${value}` }, say(`ui.${name}.${value}` as TextKey)),
    );
  return element(
    "fieldset",
    { class: "setting" },
    element("legend", {}, say(legend)),
    ...values.map(makeChoice),
  );
}

function makeLanguageSwitch(changed: () => void): HTMLElement {
  const buttons = languages.map(({ tag, name }) =>
    element(
      "button",
      {
        type: "button",
        class: "quiet",
        lang: tag,
        "aria-pressed": () => String(currentLanguage().tag === tag),
        onclick: () => {
          chooseLanguage(tag);
          changed();
        },
      },
      name,
    ),
  );
  return element(
    "div",
    { class: "languages", role: "group", "aria-label": say("ui.language") },
    ...buttons,
  );
}

export function makeSettings(changed: () => void): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(
    makeLanguageSwitch(changed),
    element(
      "details",
      { class: "display" },
      element("summary", {}, say("ui.display")),
      chooseOne("size", "ui.size", sizes, "26", (size) => {
        document.documentElement.dataset["size"] = size;
      }),
      chooseOne("contrast", "ui.contrast", contrasts, "standard", (contrast) => {
        document.documentElement.dataset["contrast"] = contrast;
      }),
    ),
  );
  return fragment;
}
