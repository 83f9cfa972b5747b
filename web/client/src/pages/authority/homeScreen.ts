// Where officials begin: their key, the elections of the board, what others began, and a new
// election.
import type { VerifierKey } from "../../bulletinBoard/signedNote.ts";
import { type Words, say, sayOwn, sayTime } from "../../text/texts.ts";
import type { Child } from "../../ui/element.ts";
import {
  actions,
  button,
  choiceField,
  fileField,
  heading,
  list,
  remark,
  paragraph,
  table,
} from "../../ui/blocks.ts";
import { type ElectionReport, announcementOf, definitionOf } from "../../verifier/report.ts";
import type { BoardLook } from "../../verifier/boardReader.ts";
import type { Screen } from "../../ui/frame.ts";
import type { Draft } from "../../authority/draft.ts";
import { parseDraft } from "../../authority/draftFile.ts";
import { phaseWords } from "./phaseWords.ts";
import { type TemplateName, draftOf, templateNames } from "../../authority/templates.ts";

const titleOf = (election: ElectionReport): Words => sayOwn(definitionOf(election).title).words;

export interface HomeDesk {
  readonly stamped: boolean;
  // Of the ballot box; null without one.
  readonly operators: readonly string[] | null;
  readonly look: BoardLook;
  readonly key: VerifierKey | null;
  readonly hasDraft: boolean;
  readonly sent: Words | null;
  readonly problem: Words | null;
  template: TemplateName;
  go(place: "key" | "draft"): void;
  show(election: string): void;
  openPost(): void;
  closeKey(): void;
  write(draft: Draft): void;
  fail(problem: Words): void;
}

export function homeScreen(desk: HomeDesk): Screen {
  return {
    name: "home",
    title: say("authority.home"),
    problems: desk.problem === null ? [] : [{ field: "", words: desk.problem }],
    content: [
      !desk.stamped && remark("warning", say("authority.unstamped")),
      desk.sent !== null && remark("success", desk.sent),
      heading(2, say("authority.yourKey")),
      ...keyParts(desk),
      heading(2, say("authority.elections")),
      ...electionParts(desk),
      heading(2, say("authority.coSign")),
      paragraph(say("authority.coSignWords")),
      actions(button(say("authority.openPost"), () => desk.openPost(), "secondary")),
      heading(2, say("authority.newElection")),
      ...newParts(desk),
    ],
  };
}

function keyParts(desk: HomeDesk): Child[] {
  const { key, look } = desk;
  if (key === null) {
    return [
      paragraph(say("authority.noKey")),
      actions(button(say("authority.openKey"), () => desk.go("key"), "secondary")),
    ];
  }
  return [
    paragraph(say("authority.keyOpen", { name: key.name })),
    ...revocationsOf(key, look),
    actions(
      button(say("authority.showKey"), () => desk.go("key"), "secondary"),
      button(say("authority.closeKey"), () => desk.closeKey(), "secondary"),
    ),
  ];
}

// Where this key speaks no longer.
function revocationsOf(key: VerifierKey, look: BoardLook): Child[] {
  if (look.kind !== "verified") return [];
  return look.board.elections.flatMap((election) => {
    const { officials } = announcementOf(election);
    const revocation = election.revoked.find(
      ({ official }) => officials[official - 1]?.text === key.text,
    );
    if (revocation === undefined) return [];
    const { time, reason } = revocation;
    const words = say("authority.revokedWords", {
      name: key.name,
      date: sayTime(new Date(1000 * time)),
      reason,
    });
    return [remark("warning", titleOf(election), ": ", words, " ", say("authority.keyRevoked"))];
  });
}

function electionParts({ operators, look, show }: HomeDesk): Child[] {
  if (operators === null) return [paragraph(say("authority.noBoard"))];
  if (look.kind === "looking") return [paragraph(say("authority.looking"))];
  if (look.kind === "unreachable") {
    return [remark("warning", say("authority.unreachable")), list(operators)];
  }
  if (look.kind === "failed") {
    return [remark("warning", say("authority.failed")), list(look.failures)];
  }
  if (look.board.elections.length === 0) return [paragraph(say("authority.noElections"))];
  const rows = look.board.elections.map((election): Child[] => [
    titleOf(election),
    phaseWords(election.phase),
    button(
      say("authority.show", { id: election.election }),
      () => show(election.election),
      "secondary",
    ),
  ]);
  const columns = (["title", "phase", "do"] as const).map((each) =>
    say(`authority.column.${each}`),
  );
  return [table(say("authority.elections"), columns, rows)];
}

function newParts(desk: HomeDesk): Child[] {
  return [
    choiceField(
      { id: "first-template", label: say("authority.template") },
      desk.template,
      templateNames.map((name) => [name, say(`authority.template.${name}`)] as const),
      (value) => (desk.template = value),
    ),
    actions(
      button(say("authority.begin"), () => desk.write(draftOf(desk.template))),
      desk.hasDraft && button(say("authority.goOn"), () => desk.go("draft"), "secondary"),
    ),
    fileField({ id: "draft-file", label: say("authority.openDraft") }, (content) => {
      const draft = parseDraft(content);
      if (draft === null) desk.fail(say("authority.noDraft"));
      else desk.write(draft);
    }),
  ];
}
