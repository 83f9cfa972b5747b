// What the voter will see, question by question, with the voter page's own controls.
import { Refused } from "../../crypto/refused.ts";
import { say, sayOwn, sayTime } from "../../text/texts.ts";
import { type Child, element } from "../../ui/element.ts";
import { makeStep } from "../../ui/progress.ts";
import { ownText } from "../../ui/question/control.ts";
import { makeControl, sayTask } from "../../ui/question/makeControl.ts";
import { actions, button, heading, remark, paragraph } from "../../ui/blocks.ts";
import type { Screen } from "../../ui/frame.ts";
import type { Compiled } from "../../authority/draftCheck.ts";

export interface PreviewActs {
  readonly walk: (compiled: Compiled) => void;
  readonly leave: () => void;
}

export function previewScreen(compiled: Compiled | Refused, { walk, leave }: PreviewActs): Screen {
  const back = actions(button(say("ui.back"), leave, "secondary"));
  if (compiled instanceof Refused) {
    return {
      name: "draft-preview",
      title: say("authority.preview"),
      content: [remark("warning", say("authority.refused", { reason: compiled.message })), back],
    };
  }
  const { definition } = compiled;
  const count = definition.questions.length;
  const questions = definition.questions.map((question, i): Child =>
    element(
      "section",
      { class: "card preview" },
      makeStep(i + 1, count),
      element("h2", {}, ownText(question.title)),
      element("p", { class: "hint" }, sayTask(question)),
      makeControl({ question, draft: undefined, changed: () => {} }).node,
    ),
  );
  return {
    name: "draft-preview",
    title: say("authority.preview"),
    content: [
      paragraph(say("authority.previewWords")),
      heading(2, sayOwn(definition.title).words),
      paragraph(
        say("authority.closes"),
        ": ",
        sayTime(new Date(definition.schedule.closes * 1000)),
      ),
      paragraph(say("authority.walkWords")),
      actions(button(say("authority.walk"), () => walk(compiled))),
      ...questions,
      back,
    ],
  };
}
