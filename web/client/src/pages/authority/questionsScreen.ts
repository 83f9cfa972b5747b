// All questions of the draft; another one begins with a template.
import { say } from "../../text/texts.ts";
import { actions, button, choiceField, table } from "../../ui/blocks.ts";
import type { Screen } from "../../ui/frame.ts";
import { type Draft, type Texts, setLanguages } from "../../authority/draft.ts";
import { type DraftDesk, verdictOf } from "./draftDesk.ts";
import { type TemplateName, questionOf, templateNames } from "../../authority/templates.ts";

export function questionsScreen(desk: DraftDesk): Screen {
  const { draft } = desk;
  const { node } = verdictOf(draft);
  let template: TemplateName = "choose";
  const rows = draft.questions.map((question, i) => [
    question.id,
    say(`authority.kind.${question.kind}`),
    firstText(question.title),
    actions(
      button(say("authority.edit", { id: question.id }), () => {
        desk.question = i;
        desk.go("question");
      }),
      button(
        say("authority.remove", { id: question.id }),
        () => {
          draft.questions.splice(i, 1);
          desk.redraw();
        },
        "secondary",
      ),
    ),
  ]);
  const columns = (["id", "kind", "title", "do"] as const).map((each) =>
    say(`authority.column.${each}`),
  );
  return {
    name: "draft-questions",
    title: say("authority.questions"),
    content: [
      table(say("authority.questions"), columns, rows),
      choiceField(
        { id: "template", label: say("authority.addTemplate") },
        template,
        templateNames.map((name) => [name, say(`authority.template.${name}`)] as const),
        (value) => (template = value),
      ),
      actions(
        button(
          say("authority.addQuestion"),
          () => {
            const question = questionOf(template, nextId(draft), draft.questions);
            draft.questions.push(question);
            setLanguages(draft, draft.languages);
            desk.question = draft.questions.length - 1;
            desk.go("question");
          },
          "secondary",
        ),
      ),
      node,
      actions(
        button(say("ui.continue"), () => desk.go("people")),
        button(say("ui.back"), () => desk.go("basics"), "secondary"),
        button(say("authority.saveDraft"), () => desk.save(), "secondary"),
      ),
    ],
  };
}

const firstText = (texts: Texts): string => Object.values(texts).find((each) => each !== "") ?? "";

function nextId(draft: Draft): string {
  for (let n = draft.questions.length + 1; ; ++n) {
    if (draft.questions.every(({ id }) => id !== `question-${n}`)) return `question-${n}`;
  }
}
