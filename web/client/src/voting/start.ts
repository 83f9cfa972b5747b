// Screen 1: until when, how long, and what to have ready.
import { mayWeightsTell } from "../ballot/groups.ts";
import { keyPart, say, sayList, sayOwn, sayTime } from "../text/texts.ts";
import { makeAlert } from "../ui/alert.ts";
import { element } from "../ui/element.ts";
import { makeOutcome } from "../ui/outcome.ts";
import { saveFile } from "../ui/saveFile.ts";
import type { Opening } from "./opening.ts";
import type { VoterPage } from "./page.ts";

export interface StartActs {
  readonly start: () => void;
  readonly explain: () => void;
  readonly practise: () => void;
}

const minutesPerQuestion = 0.5;

const calendarTime = (time: Date): string =>
  time.toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");

function saveCalendar({ visit }: VoterPage): void {
  const { definition } = visit.election;
  const [opens, closes] = [
    new Date(1000 * definition.schedule.opens),
    new Date(1000 * definition.schedule.closes),
  ];
  const title = Object.values(definition.title)[0]!.replace(/[\\,;]/g, (sign) => `\\${sign}`);
  saveFile(
    "vote.ics",
    [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Tabella//EN",
      "BEGIN:VEVENT",
      `UID:${definition.id}@tabella`,
      `DTSTAMP:${calendarTime(opens)}`,
      `DTSTART:${calendarTime(opens)}`,
      `DTEND:${calendarTime(closes)}`,
      `SUMMARY:${title}`,
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ].join("\r\n"),
    "text/calendar",
  );
}

export function showStart(page: VoterPage, opening: Opening, acts: StartActs): void {
  const { schedule, questions, legal_basis, retention } = page.visit.election.definition;
  const [opens, closes] = [new Date(1000 * schedule.opens), new Date(1000 * schedule.closes)];
  const minutes = Math.max(2, Math.ceil(2 + minutesPerQuestion * questions.length));
  const secrecy = element(
    "button",
    { type: "button", class: "secondary", onclick: acts.explain },
    say("voter.start.secret"),
  );
  const practise = element(
    "button",
    { type: "button", class: "secondary", onclick: acts.practise },
    say("voter.start.practise"),
  );
  const details = element(
    "details",
    {},
    element("summary", {}, say("ui.details")),
    element("p", { class: "small" }, say("voter.details.closes", { date: sayTime(closes, "UTC") })),
    element(
      "p",
      { class: "small" },
      say("voter.details.election", { id: page.stamp.election ?? "" }),
    ),
    legal_basis !== null &&
      element(
        "p",
        { class: "small" },
        say("voter.details.legalBasis", { text: sayOwn(legal_basis).words }),
      ),
    retention !== null &&
      element(
        "p",
        { class: "small" },
        say("voter.details.retention", { text: sayOwn(retention).words }),
      ),
  );
  if (opening.state === "not_open" || opening.state === "closed") {
    const closed = opening.state === "closed";
    page.frame.show({
      name: closed ? "closed" : "not_open",
      title: closed ? say("voter.closed.title") : say("voter.notOpen.title"),
      content: [
        makeOutcome(
          "waiting",
          closed
            ? say("voter.closed.visit", { date: sayTime(closes) })
            : say("voter.notOpen.text", { date: sayTime(opens) }),
        ),
        closed &&
          element(
            "p",
            {},
            element(
              "a",
              { class: "button", href: `${page.operators.other}/e/${page.stamp.election ?? ""}` },
              say("voter.closed.result"),
            ),
          ),
        details,
      ],
      actions: [
        !closed &&
          element(
            "button",
            { type: "button", class: "primary", onclick: () => saveCalendar(page) },
            say("voter.notOpen.calendar"),
          ),
        !closed && practise,
        secrecy,
      ],
    });
    return;
  }
  page.frame.show({
    name: opening.state === "denied" ? "start_denied" : "start",
    title: say("voter.start.title"),
    content: [
      opening.state === "denied" &&
        makeAlert("warn", `voter.denied.${keyPart(opening.as)}`, "claim", {
          operator: sayList(opening.operators),
        }),
      element("p", { class: "lead" }, say("voter.start.until", { date: sayTime(closes) })),
      element(
        "ul",
        {},
        element("li", {}, say("voter.start.ready")),
        element("li", {}, say("voter.start.minutes", { n: minutes })),
        element("li", {}, say("voter.start.alone")),
      ),
      details,
    ],
    actions: [
      element(
        "button",
        { type: "button", class: "primary", onclick: acts.start },
        say("voter.start.start"),
      ),
      practise,
      secrecy,
    ],
  });
}

export function showSecrecy(page: VoterPage, back: () => void): void {
  const { definition } = page.visit.election;
  const s = definition.smallest_group;
  const points = [
    say("voter.secret.sealed"),
    say("voter.secret.total"),
    say(s > 1 ? "voter.secret.group" : "voter.secret.small", { s }),
    mayWeightsTell(definition) && say("voter.secret.weight"),
    say("voter.secret.receipt"),
    say("voter.secret.device"),
    say("voter.secret.force"),
  ];
  page.frame.show({
    name: "secrecy",
    title: say("voter.secret.title"),
    content: points.map((point) => point && element("p", {}, point)),
    actions: [
      element("button", { type: "button", class: "primary", onclick: back }, say("ui.back")),
    ],
  });
}
