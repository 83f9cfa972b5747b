// Practice on this page: the same screens with a made-up code and an election that exists nowhere.
// Nothing of it can leave the page, since there is nobody to ask.
import { practiceOf } from "../ballot/practice.ts";
import { exposeVotingCode, randomVotingCode } from "../ballot/votingCode.ts";
import { say } from "../text/texts.ts";
import { element } from "../ui/element.ts";
import { makeOutcome } from "../ui/outcome.ts";
import { makeStep } from "../ui/progress.ts";
import { Workshop } from "../worker/workshop.ts";
import { Operators } from "../bulletinBoard/operators.ts";
import { stepCount, steps, type VoterPage } from "./page.ts";
import { Visit } from "./visit.ts";

// No operator is asked in practice.
class Nobody extends Operators {
  override ask(): Promise<null> {
    return Promise.resolve(null);
  }
}

export const makePractice = (page: Omit<VoterPage, "practice" | "seen">): VoterPage => ({
  ...page,
  practice: exposeVotingCode(randomVotingCode()),
  seen: null,
  operators: new Nobody(page.operators.addresses),
  visit: new Visit(practiceOf(page.visit.election), new Workshop()),
});

export function showPractised(
  page: VoterPage,
  acts: { readonly again: () => void; readonly end: () => void },
): void {
  page.frame.show({
    name: "practised",
    title: say("voter.practised.title"),
    progress: makeStep(steps.done, stepCount),
    content: [
      makeOutcome("good", say("voter.practised.text")),
      element("p", {}, say("voter.practised.real")),
      element("p", {}, say("voter.practised.next")),
    ],
    actions: [
      element(
        "button",
        { type: "button", class: "primary", onclick: acts.end },
        say("voter.practised.end"),
      ),
      element(
        "button",
        { type: "button", class: "secondary", onclick: acts.again },
        say("voter.practised.again"),
      ),
    ],
  });
}
