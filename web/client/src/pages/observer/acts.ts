// What people said in public during the election: notices of the officials, complaints of the
// trustees.
import { nameOfKey } from "../../bulletinBoard/signedNote.ts";
import { say, sayOwn, sayTime } from "../../text/texts.ts";
import { element, type Child } from "../../ui/element.ts";
import type { PublicAct } from "../../verifier/publicActs.ts";
import { type ElectionReport, announcementOf } from "../../verifier/report.ts";
import { source, table, verifyFirst } from "./panel.ts";

const sayWhen = ({ time }: PublicAct): Child => sayTime(new Date(1000 * time));

// Keys of officials that speak no longer.
function revocations(election: ElectionReport): HTMLElement[] {
  const { officials } = announcementOf(election);
  return election.revoked.map(({ official, reason, time }) => {
    const name = officials[official - 1]?.name ?? String(official);
    return element(
      "p",
      { class: "revoked" },
      element("strong", {}, sayTime(new Date(1000 * time))),
      " ",
      say("observer.notices.revoked", { name, reason }),
    );
  });
}

export function showNotices(
  acts: readonly PublicAct[] | null,
  view: ElectionReport | null,
): Child[] {
  if (acts === null || view === null) return [verifyFirst()];
  const notices = acts.filter(({ type }) => type === "notice");
  const revoked = revocations(view);
  if (notices.length + revoked.length === 0)
    return [element("p", {}, say("observer.notices.none")), source(true)];
  return [
    ...notices.map((act) => {
      const { words, language } = sayOwn(act.fields["text"] as Record<string, string>);
      return element(
        "p",
        {},
        element("strong", {}, sayWhen(act)),
        " ",
        element("span", { lang: language }, words),
      );
    }),
    ...revoked,
    source(true),
  ];
}

// A complaint carries its proof, so the rules decided it at once: one of the two was excluded.
export function showDisputes(
  acts: readonly PublicAct[] | null,
  view: ElectionReport | null,
): Child[] {
  if (acts === null || view === null)
    return [verifyFirst(), element("p", {}, say("observer.disputes.elsewhere"))];
  const nameOf = (trustee: unknown): string =>
    `${String(trustee)} ${nameOfKey(view.trustees[Number(trustee) - 1]?.key ?? "")}`;
  const complaints = acts.filter(({ type }) => type === "complaint");
  const rows = complaints.map((act): Child[] => {
    const { trustee, dealer } = act.fields;
    const excluded = view.disqualified.includes(Number(dealer)) ? dealer : trustee;
    return [
      sayWhen(act),
      nameOf(trustee),
      nameOf(dealer),
      say("observer.disputes.excluded", { name: nameOf(excluded) }),
    ];
  });
  return [
    element("p", {}, say("observer.disputes.count", { n: complaints.length })),
    rows.length > 0 &&
      table(
        "observer.disputes.complaints",
        [
          "observer.column.time",
          "observer.column.complains",
          "observer.column.about",
          "observer.column.outcome",
        ],
        rows,
      ),
    element("p", {}, say("observer.disputes.elsewhere")),
    source(true),
  ];
}
