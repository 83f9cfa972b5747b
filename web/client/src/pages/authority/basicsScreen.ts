// The election as a whole: its name, languages, title and times, who may vote and how often.
import { isLanguageTag } from "../../ballot/plainText.ts";
import { say } from "../../text/texts.ts";
import { actions, button, textField, tickField } from "../../ui/blocks.ts";
import type { Screen } from "../../ui/frame.ts";
import { setLanguages } from "../../authority/draft.ts";
import { type DraftDesk, textsField, verdictOf } from "./draftDesk.ts";

export function basicsScreen(desk: DraftDesk): Screen {
  const { draft } = desk;
  const { node, refresh } = verdictOf(draft);
  const typed = (change: (value: string) => void) => (value: string) => {
    change(value);
    refresh();
  };
  return {
    name: "draft-basics",
    title: say("authority.basics"),
    content: [
      textField(
        { id: "election-id", label: say("authority.id"), hint: say("authority.idHint") },
        draft.id,
        typed((value) => (draft.id = value)),
      ),
      textField(
        {
          id: "languages",
          label: say("authority.languages"),
          hint: say("authority.languagesHint"),
        },
        draft.languages.join(" "),
        (value) => {
          const tags = value.split(/[\s,]+/).filter((tag) => isLanguageTag(tag));
          if (tags.length > 0) setLanguages(draft, tags);
          refresh();
        },
      ),
      textsField("title", say("authority.title"), draft.title, draft.languages, refresh),
      textsField(
        "legal-basis",
        say("authority.legalBasis"),
        draft.legalBasis,
        draft.languages,
        refresh,
      ),
      textsField(
        "retention",
        say("authority.retention"),
        draft.retention,
        draft.languages,
        refresh,
      ),
      textField(
        { id: "opens", label: say("authority.opens"), hint: say("authority.zone") },
        draft.opens,
        typed((value) => (draft.opens = value)),
        "datetime-local",
      ),
      textField(
        { id: "closes", label: say("authority.closes") },
        draft.closes,
        typed((value) => (draft.closes = value)),
        "datetime-local",
      ),
      textField(
        { id: "max-voters", label: say("authority.maxVoters") },
        draft.maxVoters,
        typed((value) => (draft.maxVoters = value)),
      ),
      textField(
        {
          id: "smallest-group",
          label: say("authority.smallestGroup"),
          hint: say("authority.smallestGroupHint"),
        },
        draft.smallestGroup,
        typed((value) => (draft.smallestGroup = value)),
      ),
      tickField("revoting", say("authority.revoting"), draft.revoting, (value) => {
        draft.revoting = value;
        refresh();
      }),
      node,
      actions(
        button(say("ui.continue"), () => desk.go("questions")),
        button(say("authority.saveDraft"), () => desk.save(), "secondary"),
      ),
    ],
  };
}
