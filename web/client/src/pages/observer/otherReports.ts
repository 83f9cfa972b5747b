// Independent verifiers: the report that somebody else's program or browser made, next to the one
// of this browser, check by check.
import { tryShape } from "../../ballot/shape.ts";
import { say, type Words } from "../../text/texts.ts";
import { element, replaceChildren, spoken, type Child } from "../../ui/element.ts";
import { type Check, type Report, reportShape, verdictOf } from "../../verifier/report.ts";
import { fileField } from "../../ui/blocks.ts";
import { panel, type Panel, table } from "./panel.ts";

// What `tabella verify --json` and this page save, or null.
export const parseReport = (json: string): Report | null => tryShape(json, reportShape);

export interface Difference {
  readonly check: string;
  readonly ours: Check | null;
  readonly theirs: Check | null;
}

export function differences(ours: Report, theirs: Report): Difference[] {
  const find = ({ checks }: Report, name: string): Check | null =>
    checks.find(({ check }) => check === name) ?? null;
  const names = new Set([...ours.checks, ...theirs.checks].map(({ check }) => check));
  return [...names]
    .map((check) => ({ check, ours: find(ours, check), theirs: find(theirs, check) }))
    .filter(
      ({ ours: a, theirs: b }) =>
        a === null || b === null || verdictOf(a) !== verdictOf(b) || a.applied !== b.applied,
    );
}

const sayVerdict = (check: Check | null): Words => {
  if (check === null) return say("observer.verifiers.absent");
  const words = {
    passed: say("observer.check.passed"),
    failed: say("observer.check.failed"),
    "not done": say("observer.check.notDone"),
  };
  return () => `${words[verdictOf(check)]()} (${say("observer.number", { n: check.applied })()})`;
};

function showComparison(ours: Report | null, theirs: Report): Child {
  if (ours === null) return element("p", {}, say("observer.verifiers.oursFirst"));
  const found = differences(ours, theirs);
  if (found.length === 0 && ours.valid === theirs.valid) {
    return element(
      "div",
      { class: "outcome good" },
      element("p", {}, say("observer.verifiers.agree", { n: theirs.checks.length })),
    );
  }
  return [
    element(
      "div",
      { class: "outcome warn" },
      element("p", {}, say("observer.verifiers.differ", { n: found.length })),
    ),
    table(
      "observer.verifiers.differences",
      ["observer.column.check", "observer.column.ours", "observer.column.theirs"],
      found.map(({ check, ours: a, theirs: b }) => [check, sayVerdict(a), sayVerdict(b)]),
    ),
  ];
}

export interface OtherReports extends Panel {
  // This browser has verified again.
  compareWith(ours: Report): void;
}

export function makeOtherReports(): OtherReports {
  let ours: Report | null = null;
  let theirs: Report | null = null;
  const outcome = element("div", { id: "comparison", ...spoken });
  const refresh = (): void =>
    replaceChildren(outcome, theirs !== null && showComparison(ours, theirs));
  const made = panel(
    "verifiers",
    "observer.verifiers",
    element("p", {}, say("observer.verifiers.text")),
    fileField(
      {
        id: "other-report",
        label: say("observer.verifiers.file"),
        hint: say("observer.verifiers.hint"),
      },
      (content) => {
        theirs = parseReport(content);
        if (theirs === null)
          replaceChildren(
            outcome,
            element(
              "div",
              { class: "outcome warn" },
              element("p", {}, say("observer.verifiers.noReport")),
            ),
          );
        else refresh();
      },
    ),
    outcome,
  );
  return {
    ...made,
    compareWith: (report) => {
      ours = report;
      refresh();
    },
  };
}
