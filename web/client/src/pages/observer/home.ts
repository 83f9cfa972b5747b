// How to do the same at home: the record as one file, the policy, and the line to type.
import { say } from "../../text/texts.ts";
import { element, replaceChildren, spoken } from "../../ui/element.ts";
import { makeProgress } from "../../ui/progress.ts";
import { saveFile } from "../../ui/saveFile.ts";
import { downloadRecord } from "./download.ts";
import { panel, type Panel } from "./panel.ts";

const line = (text: string): HTMLElement =>
  element("pre", { class: "scroll", tabindex: 0 }, element("code", {}, text));

export function makeHome(operators: readonly string[], policy: string): Panel {
  const outcome = element("div", { id: "download", ...spoken });
  const button = element(
    "button",
    { type: "button", class: "secondary", id: "save-record" },
    say("observer.home.record"),
  );
  let running = false;
  button.addEventListener("click", async () => {
    if (running) return;
    running = true;
    const progress = makeProgress(say("observer.home.reading"));
    replaceChildren(outcome, progress.node);
    try {
      saveFile("record.tar", await downloadRecord(operators, policy, (part) => progress.set(part)));
      replaceChildren(outcome, element("p", {}, say("observer.home.saved")));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      replaceChildren(
        outcome,
        element(
          "div",
          { class: "outcome warn" },
          element("p", {}, say("observer.home.notSaved", { reason })),
        ),
      );
    }
    running = false;
  });
  return panel(
    "home",
    "observer.home",
    element("p", {}, say("observer.home.text")),
    line(`tabella verify ${operators[0]} --policy policy.txt`),
    element("p", {}, say("observer.home.file")),
    line("tabella verify record.tar --policy policy.txt"),
    element(
      "div",
      { class: "actions" },
      button,
      element(
        "button",
        { type: "button", class: "secondary", onclick: () => saveFile("policy.txt", policy) },
        say("observer.home.policy"),
      ),
    ),
    outcome,
  );
}
