// What the compiler says, question by question: the first fault, or what it costs voters.
import { Refused } from "../../crypto/refused.ts";
import { say } from "../../text/texts.ts";
import type { Child } from "../../ui/element.ts";
import { actions, button, remark, table } from "../../ui/blocks.ts";
import type { Screen } from "../../ui/frame.ts";
import {
  type Compiled,
  ballotBytes,
  compileDraft,
  costs,
  readParties,
} from "../../authority/draftCheck.ts";
import type { DraftDesk } from "./draftDesk.ts";
import { partiesWords } from "./peopleScreen.ts";
import { sealingSeconds } from "../../authority/sealingTime.ts";

export function reportScreen(desk: DraftDesk, announce: (compiled: Compiled) => void): Screen {
  const { draft } = desk;
  const compiled = compileDraft(draft);
  const people = readParties(draft);
  const refusal = compiled instanceof Refused ? compiled : null;
  const body: Child[] = [];
  if (refusal !== null) {
    body.push(remark("warning", say("authority.refused", { reason: refusal.message })));
  }
  if (people instanceof Refused) body.push(remark("warning", partiesWords(people)));
  if (!(compiled instanceof Refused)) body.push(...costTable(compiled));
  const ready = !(compiled instanceof Refused) && !(people instanceof Refused);
  return {
    name: "draft-report",
    title: say("authority.report"),
    content: [
      ...body,
      actions(
        ready && button(say("authority.announce"), () => announce(compiled)),
        button(say("authority.preview"), () => desk.go("preview"), "secondary"),
        button(say("ui.back"), () => desk.go("people"), "secondary"),
        button(say("authority.saveDraft"), () => desk.save(), "secondary"),
      ),
    ],
  };
}

function costTable(compiled: Compiled): Child[] {
  const whole = compiled.styles[0]!;
  const all = sealingSeconds(whole.style);
  const rows = costs(compiled).map(({ question, bits }) => {
    const t = ((all * bits) / Math.max(1, whole.style.bits)).toFixed(1);
    return [question, say("authority.questionCost", { m: bits, t })];
  });
  const columns = [say("authority.column.id"), say("authority.column.cost")];
  return [
    remark("success", say("authority.ballotCost", { size: ballotBytes(whole), t: all.toFixed(1) })),
    table(say("authority.report"), columns, rows),
  ];
}
