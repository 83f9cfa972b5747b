// What the screens share on which an election is written: the draft, and what the compiler says of
// it, anew with every letter.
import { Refused } from "../../crypto/refused.ts";
import { type Words, say } from "../../text/texts.ts";
import { type Child, element, replaceChildren, spoken } from "../../ui/element.ts";
import { remark, textField } from "../../ui/blocks.ts";
import type { Draft, Texts } from "../../authority/draft.ts";
import { compileDraft } from "../../authority/draftCheck.ts";
import { sealingSeconds } from "../../authority/sealingTime.ts";

export type DraftStep = "basics" | "questions" | "question" | "people" | "report" | "preview";

export interface DraftDesk {
  readonly draft: Draft;
  question: number;
  go(step: DraftStep): void;
  redraw(): void;
  save(): void;
}

// The compiler's verdict, made anew while the person types.
export function verdictOf(draft: Draft): { node: HTMLElement; refresh: () => void } {
  const node = element("section", { class: "verdict", ...spoken });
  const refresh = (): void => replaceChildren(node, verdictWords(draft));
  refresh();
  return { node, refresh };
}

function verdictWords(draft: Draft): Child {
  const compiled = compileDraft(draft);
  if (compiled instanceof Refused) {
    return remark("warning", say("authority.refused", { reason: compiled.message }));
  }
  const bits = compiled.styles[0]!.style.bits;
  const t = sealingSeconds(compiled.styles[0]!.style).toFixed(1);
  return remark("success", say("authority.compiles", { m: bits, t }));
}

// One text in every language, side by side.
export function textsField(
  id: string,
  label: Words,
  texts: Texts,
  languages: readonly string[],
  changed: () => void,
): HTMLElement {
  const fields = languages.map((tag) =>
    textField(
      { id: `${id}-${tag}`, label: () => `${label()} (${tag})` },
      texts[tag] ?? "",
      (value) => {
        texts[tag] = value;
        changed();
      },
    ),
  );
  for (const [i, field] of fields.entries()) {
    field.querySelector("input")!.lang = languages[i]!;
  }
  return element("div", { class: "side-by-side" }, ...fields);
}
