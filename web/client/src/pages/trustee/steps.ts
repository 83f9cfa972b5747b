// The steps of a trustee's work, and which of them is now.
import { say } from "../../text/texts.ts";
import { append, element } from "../../ui/element.ts";
import { dutyOf } from "../../trustee/duty.ts";
import type { TrusteeWork } from "../../trustee/work.ts";

const names = [
  "meet",
  "key",
  "backup",
  "join",
  "commit",
  "deal",
  "certify",
  "minutes",
  "opening",
  "total",
  "destroy",
] as const;

export function stepsOf(work: TrusteeWork): HTMLElement {
  const now = stepNumber(work);
  const items = names.map((name, i) => {
    const number = i + 1;
    const state = number < now ? "done" : number === now ? "now" : "later";
    const item = element("li", { class: `step ${state}` }, say(`trustee.step.${name}`));
    if (state === "now") item.setAttribute("aria-current", "step");
    if (state === "done") append(item, [" – ", say("trustee.stepDone")]);
    return item;
  });
  return element(
    "details",
    { class: "steps" },
    element("summary", {}, say("trustee.stepOf", { n: now, all: names.length })),
    element("ol", {}, ...items),
  );
}

function stepNumber({ view, trustee, memory }: TrusteeWork): number {
  const hasMet = memory.joined(view.id) !== undefined;
  if (!hasMet && (view.phase === "join" || view.phase === "commit")) return 1;
  switch (view.phase) {
    case "join":
      return 4;
    case "commit":
      return 5;
    case "deal":
      return 6;
    case "certify":
      return dutyOf(view, trustee).kind === "waits" ? 8 : 7;
    case "roll":
    case "ready":
    case "open":
      return 9;
    case "closed":
      return 10;
    default:
      return 11;
  }
}
