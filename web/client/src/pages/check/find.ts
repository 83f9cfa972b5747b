// The first screen: a receipt code, a receipt file, a test, or the pages themselves.
import { normalizeReceiptCode } from "../../ballot/receiptCode.ts";
import { decodeBase64Url } from "../../crypto/bytes.ts";
import { Refused } from "../../crypto/refused.ts";
import { say } from "../../text/texts.ts";
import { element, replaceChildren } from "../../ui/element.ts";
import { showErrorSummary } from "../../ui/errorSummary.ts";
import { showReceiptCode } from "../../ui/receiptCode.ts";
import { canScan, scanCode } from "../../ui/scanner.ts";
import type { CheckPage } from "./page.ts";

export interface FindActs {
  // In capital letters without dashes
  readonly find: (code: string) => void;
  readonly receipt: (text: string) => void;
  readonly test: (text: string) => void;
  readonly scanned: (text: string) => void;
  readonly pages: () => void;
}

const size = 25;
// One group.
const smallest = 5;

// A code may be typed in part: one group is enough to search. Throws Refused.
export function readCode(typed: string): string {
  const characters = typed.replace(/[\s-]/g, "");
  if (characters.length < smallest)
    throw new Refused("receipt_code.length", "", String(characters.length));
  return normalizeReceiptCode(characters.padEnd(size, "0"))
    .replaceAll("-", "")
    .slice(0, characters.length);
}

const isScannedBallot = (text: string): boolean => decodeBase64Url(text.trim())?.length === 32;

function makeFileField(
  id: string,
  label: HTMLElement,
  take: (text: string) => void,
  accept: string,
): HTMLElement {
  const input = element("input", {
    type: "file",
    id,
    accept,
    onchange: () => {
      const [file] = input.files ?? [];
      if (file !== undefined) void file.text().then(take);
    },
  });
  return element("div", { class: "field" }, label, input);
}

function makeCodeForm(acts: FindActs): HTMLElement {
  const error = element("p", { class: "field-error", id: "receipt-error" });
  const field = element("input", {
    type: "text",
    id: "receipt",
    class: "code",
    autocomplete: "off",
    spellcheck: false,
    autocapitalize: "characters",
    maxlength: 60,
    "aria-describedby": "receipt-hint receipt-error",
  });
  const take = (event: Event): void => {
    event.preventDefault();
    // A phone's own camera program gives the whole code of a ballot as text.
    if (isScannedBallot(field.value)) return acts.scanned(field.value);
    try {
      acts.find(readCode(field.value));
    } catch (refusal) {
      if (!(refusal instanceof Refused)) throw refusal;
      const words =
        refusal.code === "receipt_code.length"
          ? say("check.find.short")
          : say("check.find.mistake");
      replaceChildren(error, words);
      field.setAttribute("aria-invalid", "true");
      showErrorSummary([{ words, at: field }]);
    }
  };
  const actions = element(
    "div",
    { class: "actions" },
    element("button", { type: "submit", class: "primary" }, say("check.find.act")),
  );
  void canScan().then((can) => {
    if (can)
      actions.append(
        element(
          "button",
          {
            type: "button",
            class: "secondary",
            onclick: () =>
              void scanCode(say("check.find.scan")).then((text) => {
                if (text !== null) acts.scanned(text);
              }),
          },
          say("check.find.scan"),
        ),
      );
  });
  return element(
    "form",
    { class: "card", onsubmit: take },
    element("h2", {}, say("check.find.code")),
    element(
      "div",
      { class: "field" },
      element("label", { for: "receipt" }, say("check.find.label")),
      element("p", { class: "hint", id: "receipt-hint" }, say("check.find.hint")),
      error,
      field,
    ),
    actions,
  );
}

export function showFind(page: CheckPage, acts: FindActs): void {
  const receipt = element(
    "section",
    { class: "card" },
    element("h2", {}, say("check.find.file")),
    makeFileField(
      "receipt-file",
      element("label", { for: "receipt-file" }, say("check.find.fileLabel")),
      acts.receipt,
      ".tlog-proof,.txt,text/plain",
    ),
  );
  const text = element("textarea", {
    id: "test-text",
    rows: 3,
    class: "code",
    autocomplete: "off",
    spellcheck: false,
  });
  const known = element(
    "ul",
    {},
    ...[...page.known].map((code) => element("li", {}, showReceiptCode(code))),
  );
  const test = element(
    "section",
    { class: "card", id: "test" },
    element("h2", {}, say("check.test.title")),
    element("p", {}, say("check.test.how")),
    page.known.size > 0 && element("p", { class: "small" }, say("check.test.known")),
    page.known.size > 0 && known,
    makeFileField(
      "test-file",
      element("label", { for: "test-file" }, say("check.test.file")),
      acts.test,
      ".json,application/json",
    ),
    element(
      "div",
      { class: "field" },
      element("label", { for: "test-text" }, say("check.test.paste")),
      text,
    ),
    element(
      "button",
      { type: "button", class: "secondary", id: "open-test", onclick: () => acts.test(text.value) },
      say("check.test.act"),
    ),
  );
  page.frame.show({
    name: "find",
    title: say("check.title"),
    content: [
      element("p", { class: "lead" }, say("check.find.text")),
      !page.operators.areSeveral && element("p", { class: "inset" }, say("check.find.alone")),
      makeCodeForm(acts),
      receipt,
      test,
    ],
    actions: [
      element(
        "button",
        { type: "button", class: "secondary", onclick: acts.pages },
        say("check.pages.act"),
      ),
    ],
  });
}
