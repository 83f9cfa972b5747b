// What a trustee has to do now, from the log alone, or whom it waits for.
import { type Moment, owesShare } from "../verifier/report.ts";
import { type CeremonyView, ceremonyOf } from "./ceremonyView.ts";

export type Step = "join" | "commit" | "deal" | "certify" | "decrypt";

export type Duty =
  | { readonly kind: "due"; readonly step: Step }
  // Before the trustee commits, where the definition asks for it.
  | { readonly kind: "rehearse" }
  // waitsFor: the numbers of the trustees who have not taken the step.
  | { readonly kind: "waits"; readonly step: Step; readonly waitsFor: readonly number[] }
  // Witnesses saw that voting was ended before its time: nothing is opened.
  | { readonly kind: "early"; readonly ended: Moment }
  // The log does not say yet when witnesses saw the end of voting.
  | { readonly kind: "unseen" }
  | { readonly kind: "disqualified" }
  | { readonly kind: "idle" }; // until the phase changes

export function dutyOf(view: CeremonyView, trustee: number): Duty {
  if (view.ceremony?.isQualified(trustee) === false) return { kind: "disqualified" };
  switch (view.phase) {
    case "join":
      return due(trustee, "join", numbersWithout(view.joins));
    case "commit":
      if (view.mustRehearse && !view.rehearsed.includes(trustee)) return { kind: "rehearse" };
      return ofRound(view, trustee, "commit", view.commits);
    case "deal":
      return ofRound(view, trustee, "deal", view.deals);
    case "certify":
      return ofRound(view, trustee, "certify", view.certificates);
    case "closed":
      return ofTally(view, trustee);
    default:
      return { kind: "idle" };
  }
}

// Whether the trustee itself has to take this step now.
export function isDue(view: CeremonyView, trustee: number, step: Step): boolean {
  const duty = dutyOf(view, trustee);
  return duty.kind === "due" && duty.step === step;
}

const numbersWithout = (posts: readonly unknown[]): number[] =>
  posts.flatMap((post, i) => (post === null ? [i + 1] : []));

function due(trustee: number, step: Step, missing: readonly number[]): Duty {
  if (missing.includes(trustee)) return { kind: "due", step };
  return { kind: "waits", step, waitsFor: missing };
}

function ofRound(
  view: CeremonyView,
  trustee: number,
  step: Step,
  posts: readonly (Uint8Array | null)[],
): Duty {
  const missing = numbersWithout(posts).filter((each) => ceremonyOf(view).isQualified(each));
  return due(trustee, step, missing);
}

// In rounds: what is opened makes other pools due.
function ofTally(view: CeremonyView, trustee: number): Duty {
  const ended = view.endOfVoting;
  if (ended?.state === "ahead") return { kind: "early", ended };
  if (ended?.state === "not_shown") return { kind: "unseen" };
  const missing = ceremonyOf(view).qualified.filter((each) => owesShare(view.pools, each));
  return due(trustee, "decrypt", missing);
}

// The number of the trustee with this verifier key, or null.
export function findTrustee(view: CeremonyView, key: string): number | null {
  const position = view.trustees.indexOf(key);
  return position < 0 ? null : position + 1;
}
