// Verify in this browser: progress, then the report check by check. What was not done is never
// shown as passed, and a verification that stopped has no verdict.
import { element, replaceChildren, type Child } from "../../ui/element.ts";
import { makeProgress } from "../../ui/progress.ts";
import { saveFile } from "../../ui/saveFile.ts";
import { say, sayTime, type Words } from "../../text/texts.ts";
import { type Check, type Report, verdictOf } from "../../verifier/report.ts";
import { verifyInWorker, type VerifiedInWorker } from "../../verifier/verifyInWorker.ts";

const verdictWords = {
  passed: say("observer.check.passed"),
  failed: say("observer.check.failed"),
  "not done": say("observer.check.notDone"),
} as const;

function row(check: Check): HTMLElement {
  const verdict = verdictOf(check);
  const failures = check.failures.map((failure) =>
    element("li", {}, element("code", { lang: "en" }, failure)),
  );
  return element(
    "tr",
    { "data-check": check.check, "data-verdict": verdict },
    element("th", { scope: "row" }, check.check),
    element(
      "td",
      {},
      element("span", { lang: "en" }, check.covers),
      failures.length > 0 && element("ul", {}, failures),
    ),
    element("td", {}, say("observer.number", { n: check.applied })),
    element("td", {}, verdictWords[verdict]),
  );
}

const countOf = (report: Report, verdict: ReturnType<typeof verdictOf>): number =>
  report.checks.filter((check) => verdictOf(check) === verdict).length;

const stateKeys = {
  shown: "shown",
  later: "later",
  ahead: "ahead",
  not_shown: "notShown",
  operators_word: "operatorsWord",
} as const;

const timeOf = (seconds: number): Words => sayTime(new Date(1000 * seconds));

// When it happened by the board's clock, and what its witnesses say of that.
function momentItem(told: Report["moments"][number]): HTMLElement {
  const { election, moment, time, cosigned_time, state } = told;
  return element(
    "li",
    { "data-state": state },
    say(`observer.moment.${moment}`, { election, time: timeOf(time) }),
    " ",
    say(`observer.clock.${stateKeys[state]}`, { time: timeOf(cosigned_time ?? time) }),
  );
}

function showReport(report: Report): Child[] {
  const counts = {
    p: countOf(report, "passed"),
    f: countOf(report, "failed"),
    u: countOf(report, "not done"),
  };
  return [
    element(
      "div",
      {
        class: `outcome ${report.valid ? "good" : ""}`,
        id: "verdict",
        "data-valid": String(report.valid),
      },
      element(
        "p",
        {},
        say(report.valid ? "observer.verify.valid" : "observer.verify.invalid"),
        " ",
        say("observer.verify.counts", counts),
      ),
      report.valid &&
        report.unfinished.length > 0 &&
        element(
          "p",
          { id: "unfinished" },
          say("observer.verify.unfinished", {
            elections: report.unfinished.map(({ election }) => election).join(", "),
          }),
        ),
    ),
    report.moments.length > 0 && element("ul", { id: "moments" }, report.moments.map(momentItem)),
    element(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": say("observer.verify.report") },
      element(
        "table",
        {},
        element("caption", {}, say("observer.verify.report")),
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            ...(["check", "covers", "times", "verdict"] as const).map((column) =>
              element("th", { scope: "col" }, say(`observer.column.${column}`)),
            ),
          ),
        ),
        element("tbody", {}, report.checks.map(row)),
      ),
    ),
    element(
      "button",
      {
        type: "button",
        class: "secondary",
        onclick: () =>
          saveFile("report.json", `${JSON.stringify(report, null, 2)}\n`, "application/json"),
      },
      say("observer.verify.save"),
    ),
  ];
}

export function makeVerification(
  operator: string,
  policy: string,
  announce: (words: Words) => void,
  onVerified: (verified: VerifiedInWorker) => void,
): HTMLElement {
  const outcome = element("div", { id: "verification" });
  const button = element(
    "button",
    { type: "button", class: "primary", id: "verify" },
    say("observer.verify.start"),
  );
  const progress = makeProgress(say("observer.verify.running"));
  const count = element("p", { class: "small" });
  let running = false;
  // The button stays where the focus is, and does nothing while a verification runs.
  const setRunning = (value: boolean): void => {
    running = value;
    button.setAttribute("aria-disabled", String(value));
  };
  button.addEventListener("click", async () => {
    if (running) return;
    setRunning(true);
    progress.set(0);
    replaceChildren(count);
    replaceChildren(outcome, progress.node, count);
    try {
      const result = await verifyInWorker(operator, policy, (done, all) => {
        progress.set(all > 0 ? done / all : 0);
        replaceChildren(count, say("observer.verify.entries", { n: done, all }));
      });
      replaceChildren(outcome, ...showReport(result.verified.report));
      announce(
        say(result.verified.report.valid ? "observer.verify.valid" : "observer.verify.invalid"),
      );
      onVerified(result);
    } catch (error) {
      replaceChildren(
        outcome,
        element(
          "div",
          { class: "outcome warn", id: "stopped" },
          element(
            "p",
            {},
            say("observer.verify.stopped", {
              reason: error instanceof Error ? error.message : String(error),
            }),
          ),
        ),
      );
      announce(say("observer.verify.stoppedShort"));
    }
    setRunning(false);
  });
  return element("div", {}, element("div", { class: "actions" }, button), outcome);
}
