// One grade for each option, best first, as a row of choices that wraps on small screens.
import type { Option } from "../../ballot/definition.ts";
import { say } from "../../text/texts.ts";
import { element, newId } from "../element.ts";
import { type Control, type ControlOptions, LimitLine, ownText } from "./control.ts";
import { gradesOf } from "./draft.ts";

export function makeGradeGrid(
  { question, draft, changed }: ControlOptions,
  grades: readonly Option[],
): Control {
  let given = gradesOf(draft);
  const limit = new LimitLine();
  const showLeft = (): void => {
    const left = question.options.length - Object.keys(given).length;
    limit.say(left === 0 ? say("question.grades.done") : say("question.grades.left", { n: left }));
  };
  const makeGrade = (option: Option, grade: Option, name: string): HTMLElement => {
    const input = element("input", {
      type: "radio",
      name,
      value: grade.id,
      onchange: () => {
        given = { ...given, [option.id]: grade.id };
        showLeft();
        changed({ grades: given });
      },
    });
    input.checked = given[option.id] === grade.id;
    return element("label", { class: "grade" }, input, ownText(grade.text));
  };
  const makeRow = (option: Option): HTMLElement => {
    const name = newId("grade");
    return element(
      "fieldset",
      { class: "grade-row" },
      element("legend", {}, ownText(option.text)),
      element(
        "div",
        { class: "grade-choices" },
        ...grades.map((grade) => makeGrade(option, grade, name)),
      ),
    );
  };
  showLeft();
  const node = element(
    "div",
    { class: "grade-grid" },
    limit.node,
    ...question.options.map(makeRow),
  );
  return { node, first: node.querySelector("input")! };
}
