// Options, and what is like them: grades, the columns of a table. Each has a short name and a text
// in every language.
import { type Words, say } from "../../text/texts.ts";
import { type Child, element } from "../../ui/element.ts";
import { actions, button, textField } from "../../ui/blocks.ts";
import { type Draft, type DraftOption, newOption } from "../../authority/draft.ts";
import { type DraftDesk, textsField } from "./draftDesk.ts";

const largestQuestion = 64;

export function optionFields(
  prefix: string,
  label: Words,
  options: DraftOption[],
  draft: Draft,
  withCost: boolean,
  desk: DraftDesk,
  refresh: () => void,
): Child[] {
  const rows = options.map((option, i) =>
    element(
      "fieldset",
      { class: "card" },
      element("legend", {}, () => `${label()} ${i + 1}`),
      textField(
        { id: `${prefix}-${i}-id`, label: say("authority.optionId") },
        option.id,
        (value) => {
          option.id = value;
          refresh();
        },
      ),
      textsField(
        `${prefix}-${i}`,
        say("authority.optionText"),
        option.text,
        draft.languages,
        refresh,
      ),
      withCost &&
        textField(
          { id: `${prefix}-${i}-cost`, label: say("authority.cost") },
          option.cost,
          (value) => {
            option.cost = value;
            refresh();
          },
        ),
      button(
        () => `${say("authority.removeOption")()} ${i + 1}`,
        () => {
          options.splice(i, 1);
          desk.redraw();
        },
        "quiet",
      ),
    ),
  );
  const add = (): void => {
    const id = `${prefix}-${options.length + 1}`;
    options.push(newOption(id, draft.languages));
    desk.redraw();
  };
  return [
    ...rows,
    options.length < largestQuestion &&
      actions(button(() => `${say("authority.add")()}: ${label()}`, add, "secondary")),
  ];
}
