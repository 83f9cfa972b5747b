// Who runs the election: officials, the registrar and the trustees, each by the public line of a
// key.
import { Refused } from "../../crypto/refused.ts";
import { type Words, say } from "../../text/texts.ts";
import type { Child } from "../../ui/element.ts";
import {
  actions,
  areaField,
  button,
  fileField,
  paragraph,
  textField,
  tickField,
} from "../../ui/blocks.ts";
import type { Screen } from "../../ui/frame.ts";
import { readParties } from "../../authority/draftCheck.ts";
import { type DraftDesk, verdictOf } from "./draftDesk.ts";

export function peopleScreen(desk: DraftDesk): Screen {
  const { draft } = desk;
  const { node, refresh } = verdictOf(draft);
  const people = readParties(draft);
  // What a field shows is its fault now, not that of what was typed before.
  const judge = (field: string): void => {
    if (faultAt(readParties(draft), field)?.() === faultAt(people, field)?.()) refresh();
    else desk.redraw();
  };
  const tick = (id: "mustRehearse" | "mustShowKeys", label: Words, why: Words): Child[] => [
    tickField(id, label, draft[id], (value) => {
      draft[id] = value;
      refresh();
    }),
    paragraph(why),
  ];
  const area = (id: "officials" | "registrar" | "trustees", label: Words, hint: Words): Child[] => [
    areaField({ id, label, hint, error: faultAt(people, id) }, draft[id], (value) => {
      draft[id] = value;
      judge(id);
    }),
    fileField({ id: `${id}-file`, label: say("authority.addFromFile") }, (content) => {
      const line = content.trim();
      draft[id] = id === "registrar" || draft[id] === "" ? line : `${draft[id].trimEnd()}\n${line}`;
      desk.redraw();
    }),
  ];
  return {
    name: "draft-people",
    title: say("authority.people"),
    content: [
      paragraph(say("authority.peopleWords")),
      ...area("officials", say("authority.officials"), say("authority.officialsHint")),
      textField(
        {
          id: "officials-threshold",
          label: say("authority.officialsThreshold"),
          error: faultAt(people, "officials-threshold"),
        },
        draft.officialsThreshold,
        (value) => {
          draft.officialsThreshold = value;
          judge("officials-threshold");
        },
      ),
      ...area("registrar", say("authority.registrar"), say("authority.registrarHint")),
      ...area("trustees", say("authority.trustees"), say("authority.trusteesHint")),
      textField(
        { id: "threshold", label: say("authority.threshold") },
        draft.threshold,
        (value) => {
          draft.threshold = value;
          refresh();
        },
      ),
      ...tick("mustRehearse", say("authority.mustRehearse"), say("authority.mustRehearseWhy")),
      ...tick("mustShowKeys", say("authority.mustShowKeys"), say("authority.mustShowKeysWhy")),
      node,
      actions(
        button(say("ui.continue"), () => desk.go("report")),
        button(say("ui.back"), () => desk.go("questions"), "secondary"),
        button(say("authority.saveDraft"), () => desk.save(), "secondary"),
      ),
    ],
  };
}

function faultAt(people: ReturnType<typeof readParties>, field: string): Words | undefined {
  if (!(people instanceof Refused) || people.path !== field) return undefined;
  return partiesWords(people);
}

export function partiesWords({ code, detail, path }: Refused): Words {
  switch (code) {
    case "parties.officials":
      return say("authority.noOfficials");
    case "parties.trustees":
      return say("authority.noTrustees");
    case "parties.threshold":
      return say("authority.wrongThreshold");
    case "parties.twice":
      return say("authority.keyTwice", { name: detail });
    default:
      return say("authority.wrongKey", { n: Number(detail), field: path });
  }
}
