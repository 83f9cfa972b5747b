// How a question is counted and what makes its result binding.
import { keyPart, say } from "../../text/texts.ts";
import type { Child } from "../../ui/element.ts";
import { choiceField, textField } from "../../ui/blocks.ts";
import { type DraftQuestion, methodsOf } from "../../authority/draft.ts";
import type { DraftDesk } from "./draftDesk.ts";

export function countingFields(
  question: DraftQuestion,
  desk: DraftDesk,
  refresh: () => void,
): Child[] {
  const set = (change: () => void): void => {
    change();
    refresh();
  };
  const method = choiceField(
    { id: "method", label: say("authority.method") },
    question.method,
    methodsOf[question.kind].map(
      (name) => [name, say(`authority.methods.${keyPart(name)}`)] as const,
    ),
    (value) => {
      question.method = value;
      desk.redraw();
    },
  );
  if (question.method === "none") return [method];
  const byMajority = question.method === "plurality" || question.method === "approval";
  return [
    method,
    question.method === "greedy_budget" &&
      question.kind !== "budget" &&
      textField(
        { id: "counting-envelope", label: say("authority.number.envelope") },
        question.numbers.envelope,
        (value) => set(() => (question.numbers.envelope = value)),
      ),
    textField({ id: "winners", label: say("authority.winners") }, question.winners, (value) =>
      set(() => (question.winners = value)),
    ),
    choiceField(
      { id: "ties", label: say("authority.ties") },
      question.ties,
      [
        ["order", say("authority.tiesOrder")],
        ["lot", say("authority.tiesLot")],
      ],
      (value) => set(() => (question.ties = value)),
    ),
    textField(
      { id: "turnout", label: say("authority.turnout"), hint: say("authority.shareHint") },
      question.turnout,
      (value) => set(() => (question.turnout = value)),
    ),
    ...(byMajority ? majorityFields(question, set) : []),
    choiceField(
      { id: "adopts", label: say("authority.adopts") },
      question.adopts,
      [["", say("authority.adoptsNone")], ...question.options.map(({ id }) => [id, id] as const)],
      (value) => set(() => (question.adopts = value)),
    ),
  ];
}

function majorityFields(question: DraftQuestion, set: (change: () => void) => void): Child[] {
  return [
    choiceField(
      { id: "majority", label: say("authority.majority") },
      question.majority,
      [
        ["none", say("authority.majorityNone")],
        ["more_than", say("authority.moreThan")],
        ["at_least", say("authority.atLeast")],
      ],
      (value) => set(() => (question.majority = value)),
    ),
    textField(
      { id: "majority-share", label: say("authority.share"), hint: say("authority.shareHint") },
      question.majorityShare,
      (value) => set(() => (question.majorityShare = value)),
    ),
    choiceField(
      { id: "majority-of", label: say("authority.majorityOf") },
      question.majorityOf,
      [
        ["votes", say("authority.ofVotes")],
        ["ballots", say("authority.ofBallots")],
        ["roll", say("authority.ofRoll")],
      ],
      (value) => set(() => (question.majorityOf = value)),
    ),
  ];
}
