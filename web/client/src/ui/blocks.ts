// The parts that the officials' and the trustees' screens are made of.
import { type Words, say } from "../text/texts.ts";
import { type Child, element, newId } from "./element.ts";

export type Wording = string | Words;

export const paragraph = (...children: readonly Child[]): HTMLElement =>
  element("p", {}, ...children);

export const heading = (level: 2 | 3, words: Wording): HTMLElement =>
  element(`h${level}`, {}, words);

export type Look = "primary" | "secondary" | "quiet";

// Buttons keep their ids when a screen is drawn again, and so the focus.
export function button(
  words: Wording,
  act: () => unknown,
  look: Look = "primary",
  id = "",
): HTMLButtonElement {
  const attributes = { type: "button", class: look, onclick: () => void act() };
  return element("button", id === "" ? attributes : { ...attributes, id }, words);
}

export const actions = (...buttons: readonly Child[]): HTMLElement =>
  element("div", { class: "actions" }, ...buttons);

export const list = (items: readonly Child[]): HTMLElement =>
  element("ul", {}, ...items.map((item) => element("li", {}, item)));

// Pairs of what it is and what it says.
export function facts(pairs: readonly (readonly [Wording, Child])[]): HTMLElement {
  const rows = pairs.map(([term, what]) =>
    element("div", {}, element("dt", {}, term), element("dd", {}, what)),
  );
  return element("dl", { class: "facts" }, ...rows);
}

// Says by a word, and not by its colour alone, what kind of news it is.
export function remark(
  kind: "information" | "warning" | "success",
  ...children: Child[]
): HTMLElement {
  const look = { information: "inset", warning: "outcome warn", success: "outcome good" }[kind];
  const label = element("strong", {}, say(`officials.${kind}`));
  return element("div", { class: look }, element("p", {}, label, " ", ...children));
}

export const code = (words: string): HTMLElement =>
  element("code", { class: "code", translate: "no" }, words);

export interface Field {
  readonly id: string;
  readonly label: Wording;
  readonly hint?: Wording;
  readonly error?: Words | undefined;
}

// Label, hint and error are read together with the control.
export function labelled(field: Field, control: HTMLElement): HTMLElement {
  control.id = field.id;
  const described: string[] = [];
  const parts: Child[] = [element("label", { for: field.id }, field.label)];
  const describe = (name: string, look: string, words: Wording): void => {
    const id = `${field.id}-${name}`;
    parts.push(element("p", { class: look, id }, words));
    described.push(id);
  };
  if (field.hint !== undefined) describe("hint", "hint", field.hint);
  if (field.error !== undefined) {
    describe("error", "field-error", field.error);
    control.setAttribute("aria-invalid", "true");
  }
  if (described.length > 0) control.setAttribute("aria-describedby", described.join(" "));
  return element("div", { class: "field" }, ...parts, control);
}

export function textField(
  field: Field,
  value: string,
  changed: (value: string) => void,
  type: "text" | "password" | "number" | "datetime-local" = "text",
): HTMLElement {
  const input = element("input", { type, autocomplete: "off", spellcheck: "false" });
  input.value = value;
  input.addEventListener("input", () => changed(input.value));
  return labelled(field, input);
}

export function areaField(
  field: Field,
  value: string,
  changed: (value: string) => void,
  rows = 4,
): HTMLElement {
  const area = element("textarea", { rows, autocomplete: "off", spellcheck: "false" });
  area.value = value;
  area.addEventListener("input", () => changed(area.value));
  return labelled(field, area);
}

export function choiceField<T extends string>(
  field: Field,
  value: T,
  choices: readonly (readonly [T, Wording])[],
  changed: (value: T) => void,
): HTMLElement {
  const options = choices.map(([each, words]) => element("option", { value: each }, words));
  const select = element("select", {}, ...options);
  select.value = value;
  select.addEventListener("change", () => changed(select.value as T));
  return labelled(field, select);
}

export function tickField(
  id: string,
  label: Wording,
  value: boolean,
  changed: (value: boolean) => void,
): HTMLElement {
  const box = element("input", { type: "checkbox", id });
  box.checked = value;
  box.addEventListener("change", () => changed(box.checked));
  return element("p", { class: "tick" }, box, " ", element("label", { for: id }, label));
}

const megabyte = 1 << 20;
const largestFile = 64 * megabyte;
const largestRecord = 256 * megabyte;

// Reads a file that the person chose; at most 64 megabytes.
export function fileField(
  field: Field,
  read: (content: string, name: string) => unknown,
): HTMLElement {
  return chosenFile(
    field,
    largestFile,
    (file) => void file.text().then((content) => read(content, file.name)),
  );
}

// Its bytes; at most 256 megabytes.
export function recordField(field: Field, read: (content: Uint8Array) => unknown): HTMLElement {
  return chosenFile(
    field,
    largestRecord,
    (file) => void file.arrayBuffer().then((content) => read(new Uint8Array(content))),
  );
}

function chosenFile(field: Field, largest: number, take: (file: File) => void): HTMLElement {
  const input = element("input", { type: "file" });
  // The same file may have been put right meanwhile: choosing it again is news too.
  input.addEventListener("click", () => {
    input.value = "";
    input.setCustomValidity("");
  });
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file === undefined) return;
    const isTooLarge = file.size > largest;
    input.setCustomValidity(
      isTooLarge ? say("officials.fileTooLarge", { n: largest / megabyte })() : "",
    );
    if (isTooLarge) input.reportValidity();
    else take(file);
  });
  return labelled(field, input);
}

// A wide table scrolls by itself and can be reached by keyboard; the page does not scroll.
export function table(
  caption: Wording,
  columns: readonly Wording[],
  rows: readonly (readonly Child[])[],
): HTMLElement {
  const id = newId("table");
  const head = columns.map((column) => element("th", { scope: "col" }, column));
  const body = rows.map((row) =>
    element(
      "tr",
      {},
      ...row.map((cell, i) =>
        i === 0 ? element("th", { scope: "row" }, cell) : element("td", {}, cell),
      ),
    ),
  );
  return element(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-labelledby": id },
    element(
      "table",
      {},
      element("caption", { id }, caption),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...body),
    ),
  );
}

export const details = (summary: Wording, ...children: readonly Child[]): HTMLElement =>
  element("details", {}, element("summary", {}, summary), ...children);
