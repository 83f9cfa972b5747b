// The voter list, the ballots and the trustees of the election: as the operator says, and as the
// log says once it was verified here.
import { nameOfKey } from "../../bulletinBoard/signedNote.ts";
import { receiptCode } from "../../ballot/receiptCode.ts";
import { decodeHex } from "../../crypto/bytes.ts";
import { say, sayList, type Words } from "../../text/texts.ts";
import { element, type Child } from "../../ui/element.ts";
import { type ElectionReport, owesShare } from "../../verifier/report.ts";
import type { ElectionStatus } from "../../bulletinBoard/status.ts";
import { fact, source, table, verifyFirst } from "./panel.ts";

export function showBallots(election: ElectionStatus, view: ElectionReport | null): Child[] {
  const accepted = view?.accepted_ballots ?? election.accepted;
  const tested = view?.tested_ballots ?? election.tested;
  return [
    element("p", {}, say("observer.ballots.accepted", { n: accepted })),
    element("p", {}, say("observer.ballots.tested", { n: tested })),
    source(view !== null),
    element(
      "p",
      { id: "receipts-checked" },
      say("observer.ballots.receipts", { n: election.checked }),
    ),
    element("p", { class: "small" }, say("observer.ballots.receipts.source")),
  ];
}

export function showRoll(election: ElectionStatus, view: ElectionReport | null): Child[] {
  const fingerprint = view?.fingerprint ?? null;
  const bytes = fingerprint === null ? null : decodeHex(fingerprint);
  return [
    element("p", {}, say("observer.roll.size", { n: view?.roll_size ?? election.roll })),
    bytes !== null &&
      element(
        "dl",
        {},
        fact("observer.roll.code", element("span", { class: "code" }, receiptCode(bytes))),
      ),
    element("p", {}, say("observer.roll.changes")),
    source(view !== null),
  ];
}

// Who the tally waits for, if it is them that it waits for.
function stillToOpen({ phase, trustees, pools, disqualified }: ElectionReport): Child {
  if (phase !== "closed") return null;
  const names = trustees.filter((_, i) => !disqualified.includes(i + 1) && owesShare(pools, i + 1));
  return element(
    "p",
    { id: "waiting" },
    say("observer.trustees.tallyWaits", { names: sayList(names.map(({ key }) => nameOfKey(key))) }),
  );
}

const columns = [
  "trustee",
  "rehearsed",
  "join",
  "commit",
  "deal",
  "certify",
  "held",
  "share",
  "destroyed",
] as const;

// What each trustee has done, from the posts that the verified log holds.
export function showTrustees(view: ElectionReport | null): Child[] {
  if (view === null) return [verifyFirst()];
  const done = (of: readonly { readonly trustee: number }[], trustee: number): Words =>
    say(
      of.some((post) => post.trustee === trustee)
        ? "observer.trustees.done"
        : "observer.trustees.waiting",
    );
  const toOpen = view.pools.filter(({ state }) => state === "due" || state === "opened");
  const rows = view.trustees.map(({ key }, i): Child[] => [
    [`${i + 1} `, element("span", { class: "small" }, nameOfKey(key))],
    say(view.rehearsed.includes(i + 1) ? "observer.trustees.done" : "observer.trustees.none"),
    done(view.joins, i + 1),
    done(view.commits, i + 1),
    done(view.deals, i + 1),
    done(view.certificates, i + 1),
    say(view.keys_held.includes(i + 1) ? "observer.trustees.done" : "observer.trustees.none"),
    say("observer.trustees.shares", {
      n: toOpen.filter(({ shares }) => shares.includes(i + 1)).length,
      all: toOpen.length,
    }),
    say(view.keys_destroyed.includes(i + 1) ? "observer.trustees.done" : "observer.trustees.none"),
  ]);
  return [
    element(
      "p",
      {},
      say("observer.trustees.needed", { n: view.threshold, all: view.trustees.length }),
    ),
    stillToOpen(view),
    table(
      "observer.trustees",
      columns.map((column) => `observer.column.${column}` as const),
      rows,
    ),
    view.disqualified.length > 0 &&
      element(
        "p",
        {},
        say("observer.trustees.disqualified", { names: view.disqualified.join(", ") }),
      ),
    source(true),
  ];
}
