// One election of the board: where it is, what officials can do now, its result and its minutes.
// The result is what the rules derived; nobody enters one.
import { nameOfKey } from "../../bulletinBoard/signedNote.ts";
import {
  type PageName,
  actPost,
  cancelPost,
  noticePost,
  pageNames,
  pagePost,
  revokePost,
} from "../../bulletinBoard/writePost.ts";
import { utf8 } from "../../crypto/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import { type Words, say, sayOwn, sayTime } from "../../text/texts.ts";
import type { Child } from "../../ui/element.ts";
import {
  type ElectionReport,
  announcementOf,
  definitionOf,
  owesShare,
} from "../../verifier/report.ts";
import {
  actions,
  areaField,
  button,
  choiceField,
  facts,
  fileField,
  heading,
  list,
  remark,
  paragraph,
  table,
  textField,
} from "../../ui/blocks.ts";
import type { BoardLook } from "../../verifier/boardReader.ts";
import type { Screen } from "../../ui/frame.ts";
import { compareClocks } from "../../authority/clocks.ts";
import { resultParts, saveMinutes } from "./electionResult.ts";
import { phaseWords } from "./phaseWords.ts";
import { type MailReport, readMailReport } from "../../authority/mailReport.ts";

// What an official has typed and not sent yet.
export interface TypedActs {
  readonly notice: Record<string, string>;
  page: PageName;
  reason: string;
  // The number of the official whose key is to be revoked; 0 before one is chosen
  official: number;
  revokeReason: string;
  // What became of the invitations; "wrong" is a file that does not say it
  mails: MailReport | "wrong" | null;
}

export const nothingTyped = (): TypedActs => ({
  notice: {},
  page: "voter",
  reason: "",
  official: 0,
  revokeReason: "",
  mails: null,
});

export interface ElectionDesk {
  readonly election: ElectionReport;
  // What the board was when it was looked at.
  readonly look: BoardLook;
  readonly typed: TypedActs;
  begin(line: string): void;
  roll(): void;
  compareRoll(): void;
  redraw(): void;
  leave(): void;
}

const awaitsKeys = ({ phase, may_open }: ElectionReport): boolean => phase === "ready" && !may_open;

// The numbers of the trustees who have done what the phase waits for; null where it waits for none.
function doneBy(election: ElectionReport): readonly number[] | null {
  const byPost = (posts: ElectionReport["commits"]): number[] =>
    posts.map(({ trustee }) => trustee);
  switch (election.phase) {
    case "join":
      return byPost(election.joins);
    case "commit":
      return byPost(election.commits);
    case "deal":
      return byPost(election.deals);
    case "certify":
      return byPost(election.certificates);
    case "ready":
      return election.may_open ? null : election.keys_held;
    case "closed":
      return election.trustees
        .map((_, i) => i + 1)
        .filter((each) => !owesShare(election.pools, each));
    default:
      return null;
  }
}

function waitsFor(election: ElectionReport): string[] {
  const done = doneBy(election);
  if (done === null) return [];
  return election.trustees
    .map(({ key }, i) => ({ name: nameOfKey(key), number: i + 1 }))
    .filter(({ number }) => !done.includes(number) && !election.disqualified.includes(number))
    .map(({ name }) => name);
}

// How this device's clock differed from the box's when it was looked at.
export function clockFault(election: ElectionReport, look: BoardLook): "behind" | "ahead" | null {
  if (look.kind !== "verified") return null;
  const box = {
    time: look.board.time,
    phase: election.phase,
    awaitsKeys: awaitsKeys(election),
    ...definitionOf(election).schedule,
  };
  return compareClocks(box, look.at);
}

export function electionScreen(desk: ElectionDesk): Screen {
  const { election } = desk;
  const { title, schedule } = definitionOf(election);
  const waiting = waitsFor(election);
  const clock = clockFault(election, desk.look);
  return {
    name: `election-${election.election}`,
    title: sayOwn(title).words,
    content: [
      facts([
        [say("authority.id"), election.election],
        [say("authority.phaseNow"), phaseWords(election.phase)],
        [say("authority.opens"), sayTime(new Date(1000 * schedule.opens))],
        [say("authority.closes"), sayTime(new Date(1000 * schedule.closes))],
        [say("authority.voters"), String(election.roll_size)],
        [say("authority.ballots"), String(election.accepted_ballots)],
        [say("authority.testedBallots"), String(election.tested_ballots)],
      ]),
      clock !== null && remark("warning", say(`authority.clock.${clock}`)),
      waiting.length > 0 && paragraph(say("authority.waitsFor", { names: waiting.join(", ") })),
      election.phase === "cancelled" && remark("warning", election.why_cancelled),
      ...resultParts(election),
      ...actParts(desk),
      actions(
        button(say("authority.saveMinutes"), () => saveMinutes(election), "secondary"),
        button(say("authority.print"), () => window.print(), "secondary"),
        button(say("ui.back"), () => desk.leave(), "secondary"),
      ),
    ],
  };
}

function actParts(desk: ElectionDesk): Child[] {
  const { election: id, phase } = desk.election;
  const act = (words: Words, line: string): Child => button(words, () => desk.begin(line));
  const running = !["finished", "cancelled", "archived"].includes(phase);
  return [
    heading(2, say("authority.whatNow")),
    paragraph(
      awaitsKeys(desk.election)
        ? say("authority.awaitsKeys", { n: desk.election.threshold })
        : say(`authority.next.${phase}`),
    ),
    actions(
      phase === "roll" && button(say("authority.roll"), () => desk.roll()),
      phase === "ready" &&
        !awaitsKeys(desk.election) &&
        act(say("authority.openNow"), actPost(id, "open")),
      phase === "open" && act(say("authority.closeNow"), actPost(id, "close")),
      (phase === "finished" || phase === "cancelled") &&
        act(say("authority.archiveNow"), actPost(id, "archive")),
    ),
    (phase === "ready" || phase === "open") && [...compareParts(desk), mailParts(desk)],
    ...noticeParts(desk),
    running && phase !== "closed" && pageParts(desk),
    ...officialParts(desk),
    running && cancelParts(desk),
  ];
}

// Before codes are sent: whether they are those of the published list.
function compareParts(desk: ElectionDesk): Child[] {
  return [
    heading(2, say("authority.compare.heading")),
    paragraph(say("authority.compare.why")),
    actions(button(say("authority.compare"), () => desk.compareRoll(), "secondary")),
  ];
}

// What the registrar sees of invitations that were sent by mail.
function mailParts(desk: ElectionDesk): Child {
  const { election, typed } = desk;
  const { mails } = typed;
  return [
    heading(2, say("authority.mail")),
    paragraph(say("authority.mail.words")),
    fileField({ id: "mail-report", label: say("authority.mail.file") }, (content) => {
      typed.mails = readMailReport(content, election.roll_size) ?? "wrong";
      desk.redraw();
    }),
    mails === "wrong" && remark("warning", say("authority.mail.wrong")),
    mails !== null &&
      mails !== "wrong" && [
        paragraph(
          say("authority.mail.counts", {
            sent: mails.counts.sent,
            refused: mails.counts.refused,
            returned: mails.counts.returned,
            unknown: mails.counts.begun,
            unsent: mails.counts.unsent,
          }),
        ),
        mails.troubled.length > 0 &&
          table(
            say("authority.mail.troubled"),
            (["row", "person", "state"] as const).map((column) => say(`authority.mail.${column}`)),
            mails.troubled.map(({ row, name, address, state, reason }) => [
              String(row),
              `${name} <${address}>`,
              [say(`authority.mail.state.${state}`), reason !== "" && ` ${reason}`],
            ]),
          ),
      ],
  ];
}

// What officials tell everybody, in every language of the election.
function noticeParts(desk: ElectionDesk): Child[] {
  const { election: id } = desk.election;
  const { languages } = definitionOf(desk.election);
  const { notice } = desk.typed;
  const begin = (): void => {
    const texts = Object.fromEntries(languages.map((tag) => [tag, (notice[tag] ?? "").trim()]));
    const missing = languages.find((tag) => texts[tag] === "");
    if (missing !== undefined) document.getElementById(`notice-${missing}`)?.focus();
    else desk.begin(noticePost(id, texts));
  };
  const fields = languages.map((tag) =>
    textField(
      { id: `notice-${tag}`, label: () => `${say("authority.notice")()} (${tag})` },
      notice[tag] ?? "",
      (value) => (notice[tag] = value),
    ),
  );
  return [
    heading(2, say("authority.notices")),
    ...fields,
    actions(button(say("authority.publishNotice"), begin, "secondary")),
  ];
}

// The hash of a stamped page, so that its server can be held to it.
function pageParts(desk: ElectionDesk): Child {
  const { typed } = desk;
  return [
    heading(2, say("authority.pages")),
    paragraph(say("authority.pagesWords")),
    choiceField(
      { id: "page-name", label: say("authority.pageName") },
      typed.page,
      pageNames.map((name) => [name, say(`authority.pageNames.${name}`)] as const),
      (value) => (typed.page = value),
    ),
    fileField({ id: "page-file", label: say("authority.pageFile") }, (content) =>
      desk.begin(pagePost(desk.election.election, typed.page, sha256(utf8(content)))),
    ),
  ];
}

// As the rules want a reason.
const oneLine = (typed: string): string => typed.trim().replaceAll("\n", " ").normalize("NFC");

// Whose key still speaks, and a key that was lost or stolen.
function officialParts(desk: ElectionDesk): Child[] {
  const { election, typed } = desk;
  const post = announcementOf(election);
  const officials = post.officials.map(({ name }, i) => ({
    number: i + 1,
    name,
    revoked: election.revoked.find(({ official }) => official === i + 1),
  }));
  const left = officials.filter(({ revoked }) => revoked === undefined);
  const begin = (): void => {
    const reason = oneLine(typed.revokeReason);
    if (typed.official === 0) document.getElementById("revoke-official")?.focus();
    else if (reason === "") document.getElementById("revoke-reason")?.focus();
    else desk.begin(revokePost(election.election, typed.official, reason));
  };
  const form = (): Child[] => [
    choiceField(
      {
        id: "revoke-official",
        label: say("authority.revokeOfficial"),
        hint: say("authority.revokeHint"),
      },
      String(typed.official),
      [
        ["0", say("authority.nobodyChosen")],
        ...left.map(({ number, name }) => [String(number), name] as const),
      ],
      (value) => (typed.official = Number(value)),
    ),
    areaField(
      {
        id: "revoke-reason",
        label: say("authority.revokeReason"),
        hint: say("authority.revokeReasonHint"),
      },
      typed.revokeReason,
      (value) => (typed.revokeReason = value),
      2,
    ),
    actions(button(say("authority.revokeNow"), begin, "secondary")),
  ];
  return [
    heading(2, say("authority.officials")),
    list(
      officials.map(({ name, revoked }) =>
        revoked === undefined
          ? name
          : say("authority.revokedWords", {
              name,
              date: sayTime(new Date(1000 * revoked.time)),
              reason: revoked.reason,
            }),
      ),
    ),
    paragraph(say("authority.officialsNeeded", { n: post.officials_threshold })),
    ...(election.phase === "archived"
      ? []
      : left.length > post.officials_threshold
        ? form()
        : [paragraph(say("authority.noneToRevoke"))]),
  ];
}

function cancelParts(desk: ElectionDesk): Child {
  const { typed } = desk;
  return [
    heading(2, say("authority.cancelNow")),
    areaField(
      {
        id: "cancel-reason",
        label: say("authority.cancelReason"),
        hint: say("authority.cancelHint"),
      },
      typed.reason,
      (value) => (typed.reason = value),
      2,
    ),
    actions(
      button(
        say("authority.cancelNow"),
        () => {
          const words = oneLine(typed.reason);
          if (words === "") document.getElementById("cancel-reason")?.focus();
          else desk.begin(cancelPost(desk.election.election, words));
        },
        "secondary",
      ),
    ),
  ];
}
