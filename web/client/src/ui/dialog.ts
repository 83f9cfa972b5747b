// A question or an explanation above the screen. The browser keeps the focus inside and gives it
// back.
import { say, type Words } from "../text/texts.ts";
import { element, newId, type Child } from "./element.ts";

export interface DialogOptions {
  readonly title: Words;
  readonly content: readonly Child[];
  // Left out: one button that closes
  readonly choices?: readonly {
    readonly words: Words;
    readonly value: string;
    readonly kind?: "primary" | "secondary";
  }[];
}

// The value of the choice, or "" if it was closed without one.
export function showDialog(options: DialogOptions): Promise<string> {
  const heading = newId("dialog");
  const choices = options.choices ?? [
    { words: say("ui.close"), value: "", kind: "secondary" as const },
  ];
  const dialog = element("dialog", { "aria-labelledby": heading });
  const buttons = choices.map(({ words, value, kind }) =>
    element(
      "button",
      { type: "button", class: kind ?? "secondary", onclick: () => dialog.close(value) },
      words,
    ),
  );
  dialog.append(
    element("h2", { id: heading }, options.title),
    element("div", { class: "dialog-content" }, ...options.content),
    element("div", { class: "actions" }, ...buttons),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
  });
}

// Asks before something is lost. True: leave.
export async function askToLeave(): Promise<boolean> {
  const choice = await showDialog({
    title: say("ui.leave.title"),
    content: [element("p", {}, say("ui.leave.text"))],
    choices: [
      { words: say("ui.leave.stay"), value: "stay", kind: "primary" },
      { words: say("ui.leave.go"), value: "leave", kind: "secondary" },
    ],
  });
  return choice === "leave";
}
