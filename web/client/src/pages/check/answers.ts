// What this page found, each state a screen. Never a choice: a receipt does not know one.
import { receiptCode } from "../../ballot/receiptCode.ts";
import type { AnswerDraft } from "../../ui/question/draft.ts";
import { keyPart, say, sayAge, type TextKey } from "../../text/texts.ts";
import { sha256 } from "../../crypto/hash.ts";
import { utf8 } from "../../crypto/bytes.ts";
import { type Child, element } from "../../ui/element.ts";
import { type Fault, makeAlert } from "../../ui/alert.ts";
import { makeOutcome } from "../../ui/outcome.ts";
import { ownText } from "../../ui/question/control.ts";
import { describeAnswer } from "../../ui/question/describe.ts";
import { showReceiptCode } from "../../ui/receiptCode.ts";
import { saveFile } from "../../ui/saveFile.ts";
import type { SeenCheckpoint } from "../../bulletinBoard/seenLog.ts";
import type { BallotState, Finding, OpenedRecord } from "./finding.ts";
import type { CheckPage } from "./page.ts";
import type { PageCheck } from "./pages.ts";
import type { TestOutcome } from "./testing.ts";

function showState(state: BallotState): HTMLElement {
  switch (state) {
    case "replaced":
      return makeAlert("warn", "check.replaced", "youOrNot");
    case "not_counted":
      return makeAlert("warn", "check.notCounted", "officials");
    // Anybody on the voter list may write such a note of any ballot that is not in the box.
    case "tested":
      return makeAlert("warn", "check.tested", "youOrNot");
    default:
      return makeOutcome("good", say(`check.${keyPart(state)}`));
  }
}

type Unclear = Extract<Finding, { readonly state: "cannot_tell" }>["why"];
const faults: Readonly<Record<Unclear, Fault>> = {
  few: "witnesses",
  no_answer: "connection",
  older: "operators",
  unreadable: "operators",
  too_large: "page",
};

// A ballot is in the box within this time, or something is wrong.
const minutesToWait = 10;

const again = (act: () => void): HTMLElement =>
  element("button", { type: "button", class: "primary", onclick: act }, say("check.again"));

function showWitnesses(view: SeenCheckpoint): Child {
  const age =
    view.confirmed === null ? null : Math.max(0, (Date.now() - view.confirmed.getTime()) / 1000);
  return [
    element("p", {}, say("check.witnesses", { k: view.agreeing, n: view.witnesses })),
    age !== null && element("p", {}, say("check.newest", { age: sayAge(age) })),
  ];
}

export function showFinding(
  page: CheckPage,
  finding: Finding,
  back: () => void,
  choose: (code: string) => void,
): void {
  const show = (
    name: string,
    title: TextKey,
    content: readonly Child[],
    ...actions: Child[]
  ): void =>
    page.frame.show({ name, title: say(title), content, actions: [again(back), ...actions] });
  switch (finding.state) {
    case "not_found":
      return show("not_found", "check.notFound.title", [
        makeAlert("bad", "check.notFound", "typing", { n: minutesToWait }),
        showReceiptCode(finding.code.replace(/(.{5})(?=.)/g, "$1-")),
        showWitnesses(finding.view),
      ]);
    case "several":
      return show("several", "check.several.title", [
        element("p", {}, say("check.several")),
        ...finding.codes
          .slice(0, 20)
          .map((code) =>
            element(
              "p",
              {},
              element(
                "button",
                {
                  type: "button",
                  class: "secondary code",
                  onclick: () => choose(code.replaceAll("-", "")),
                },
                code,
              ),
            ),
          ),
      ]);
    case "cannot_tell":
      return show("cannot_tell", "check.cannotTell.title", [
        makeAlert("warn", `check.${keyPart(finding.why)}`, faults[finding.why]),
      ]);
    case "wrong_receipt":
      return show("wrong_receipt", "check.wrongReceipt.title", [
        makeAlert("bad", "check.wrongReceipt", "file"),
      ]);
    case "two_views":
      return show(
        "two_views",
        "check.views.title",
        [makeAlert("bad", "check.views", "operators")],
        element(
          "button",
          {
            type: "button",
            class: "secondary",
            onclick: () => saveFile("two-views.txt", finding.evidence),
          },
          say("check.evidence"),
        ),
      );
    default:
      return show(finding.state, "check.found.title", [
        showState(finding.state),
        showReceiptCode(finding.code),
        element("p", {}, say("check.position", { n: finding.index + 1 })),
        showWitnesses(finding.view),
        element("p", { class: "small" }, say("check.noChoices")),
      ]);
  }
}

// ---- Tests ----

export interface TestActs {
  readonly back: () => void;
  readonly yes: () => void;
  readonly no: () => void;
}

const testFaults: Readonly<Record<Exclude<TestOutcome["state"], "opened">, Fault>> = {
  no_test: "file",
  other_election: "file",
  unconfirmed: "operators",
  too_late: "order",
  different: "device",
  cast: "device",
};

export function showTestOutcome(
  page: CheckPage,
  outcome: TestOutcome,
  sameDevice: boolean,
  acts: TestActs,
): void {
  if (outcome.state === "opened") return showOpened(page, outcome, sameDevice, acts);
  const bad = outcome.state === "different";
  const report = element(
    "button",
    { type: "button", class: "secondary", onclick: acts.no },
    say("check.test.report"),
  );
  page.frame.show({
    name: `test_${outcome.state}`,
    title: say(bad ? "check.test.different.title" : "check.test.failed.title"),
    content: [
      makeAlert(
        bad ? "bad" : "warn",
        `check.test.${keyPart(outcome.state)}`,
        testFaults[outcome.state],
      ),
      "code" in outcome && showReceiptCode(outcome.code),
    ],
    actions: [again(acts.back), bad && report],
  });
}

function showOpened(
  page: CheckPage,
  { answers, code, practice }: Extract<TestOutcome, { state: "opened" }>,
  sameDevice: boolean,
  acts: TestActs,
): void {
  const { questions } = page.election!.definition;
  const asked = questions.filter(({ id }) => Object.hasOwn(answers, id));
  page.frame.show({
    name: "test_opened",
    title: say("check.test.contains"),
    content: [
      sameDevice && makeAlert("warn", "check.test.sameDevice", "browser"),
      practice && makeOutcome("waiting", say("check.test.practice")),
      ...asked.map((question) =>
        element(
          "section",
          { class: "card" },
          element("h2", {}, ownText(question.title)),
          describeAnswer(question, answers[question.id] as AnswerDraft),
        ),
      ),
      element("p", { class: "task" }, say("check.test.question")),
      element("p", { class: "small" }, say("check.test.code")),
      showReceiptCode(code),
    ],
    actions: [
      element(
        "button",
        { type: "button", class: "primary", id: "yes", onclick: acts.yes },
        say("check.test.yes"),
      ),
      element(
        "button",
        { type: "button", class: "secondary", id: "no", onclick: acts.no },
        say("check.test.no"),
      ),
    ],
  });
}

export function showAgreed(page: CheckPage, back: () => void): void {
  page.frame.show({
    name: "test_agreed",
    title: say("check.test.agreed.title"),
    content: [makeOutcome("good", say("check.test.agreed"))],
    actions: [again(back)],
  });
}

// The way to report does not pass through the device that is suspected.
export function showReport(page: CheckPage, evidence: string, back: () => void): void {
  const number = receiptCode(sha256(utf8(evidence))).slice(0, 11);
  page.frame.show({
    name: "report",
    title: say("check.report.title"),
    content: [
      makeAlert("bad", "check.report", "device"),
      element("p", {}, say("check.report.number")),
      element("p", { class: "receipt-code code" }, number),
      element("p", { class: "small" }, say("check.report.file")),
    ],
    actions: [
      element(
        "button",
        {
          type: "button",
          class: "primary",
          onclick: () => saveFile(`evidence-${number}.json`, evidence, "application/json"),
        },
        say("check.evidence"),
      ),
      element("button", { type: "button", class: "secondary", onclick: back }, say("ui.back")),
    ],
  });
}

// ---- Pages ----

export function showPages(
  page: CheckPage,
  checks: readonly PageCheck[],
  { record, view }: OpenedRecord,
  back: () => void,
): void {
  const published = record.pages.get("voter");
  const showCheck = ({ address, state }: PageCheck): HTMLElement => {
    switch (state) {
      case "different":
        return makeAlert("bad", "check.pages.different", "operators", { address });
      case "no_answer":
        return makeAlert("warn", "check.pages.noAnswer", "connection", { address });
      default:
        return makeOutcome(
          state === "same" ? "good" : "waiting",
          say(`check.pages.${keyPart(state)}`, { address }),
        );
    }
  };
  page.frame.show({
    name: "pages",
    title: say("check.pages.title"),
    content: [
      element("p", {}, say("check.pages.text")),
      ...checks.map(showCheck),
      published !== undefined && element("p", {}, say("check.pages.code")),
      published !== undefined && showReceiptCode(receiptCode(published)),
      showWitnesses(view),
    ],
    actions: [again(back)],
  });
}
