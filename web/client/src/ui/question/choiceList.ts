// Options to tick, up to a limit: choices, budgets, and each side of a table.
import type { Choose, Option, Question } from "../../ballot/definition.ts";
import { say, type Words } from "../../text/texts.ts";
import { element } from "../element.ts";
import {
  type Control,
  type ControlOptions,
  LimitLine,
  makeTick,
  ownText,
  sayBlank,
  type Tick,
} from "./control.ts";
import { type AnswerDraft, offersBlank } from "./draft.ts";

export interface ChoiceListOptions {
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly blank: boolean | null;
  readonly legend?: HTMLElement;
  // Behind the option's name, for example its cost
  readonly note?: (option: Option) => HTMLElement;
  readonly hasRoom: (option: Option, chosen: readonly string[]) => boolean;
  readonly full: (chosen: readonly string[]) => Words;
  readonly left: (chosen: readonly string[]) => Words | null;
  readonly changed: (chosen: readonly string[], blank: boolean) => void;
}

export function makeChoiceList(list: ChoiceListOptions): Control {
  const limit = new LimitLine();
  let chosen = [...list.chosen];
  let blank = list.blank === true;
  const ticks = new Map<string, Tick>();

  // Marks without room stay in reach, so that a try can be answered with the reason.
  const showRoom = (): void => {
    for (const option of list.options) {
      const { input, node } = ticks.get(option.id)!;
      const closed = !input.checked && (blank || !list.hasRoom(option, chosen));
      input.setAttribute("aria-disabled", String(closed));
      node.classList.toggle("closed", closed);
    }
    limit.say(blank ? say("question.blank.chosen") : list.left(chosen));
  };
  const mayMark = (option: Option): boolean => {
    if (!blank && list.hasRoom(option, chosen)) return true;
    limit.refuse(blank ? say("question.blank.first") : list.full(chosen));
    return false;
  };
  const mark = (option: Option, checked: boolean): void => {
    chosen = checked ? [...chosen, option.id] : chosen.filter((id) => id !== option.id);
    showRoom();
    list.changed(chosen, blank);
  };

  for (const option of list.options) {
    const name = [ownText(option.text), list.note?.(option) ?? null];
    ticks.set(
      option.id,
      makeTick(
        name,
        chosen.includes(option.id),
        () => mayMark(option),
        (checked) => mark(option, checked),
      ),
    );
  }
  const blankTick =
    list.blank === null
      ? null
      : makeTick(
          sayBlank,
          blank,
          () => {
            if (chosen.length > 0) limit.refuse(say("question.blank.full"));
            return chosen.length === 0;
          },
          (checked) => {
            blank = checked;
            showRoom();
            list.changed(chosen, blank);
          },
        );
  blankTick?.node.classList.add("blank");
  const nodes = [...ticks.values()].map(({ node }) => node);
  showRoom();
  const node = element(
    "fieldset",
    { class: "choice-list", "aria-describedby": limit.id },
    list.legend === undefined ? null : element("legend", {}, list.legend),
    limit.node,
    ...nodes,
    blankTick?.node ?? null,
  );
  return { node, first: ticks.values().next().value!.input };
}

const draftOf = (chosen: readonly string[], blank: boolean): AnswerDraft | undefined =>
  blank ? "blank" : chosen.length > 0 ? { chosen } : undefined;

export function makeChoose({ question, draft, changed }: ControlOptions, kind: Choose): Control {
  return makeChoiceList({
    options: question.options,
    chosen: draft === undefined || draft === "blank" || !("chosen" in draft) ? [] : draft.chosen,
    blank: offersBlank(question) ? draft === "blank" : null,
    hasRoom: (_, chosen) => chosen.length < kind.maximum,
    full: () => say("question.choose.full", { n: kind.maximum }),
    left: (chosen) =>
      chosen.length === kind.maximum
        ? say("question.choose.done", { n: kind.maximum })
        : say("question.choose.left", { n: kind.maximum - chosen.length }),
    changed: (chosen, blank) => changed(draftOf(chosen, blank)),
  });
}

export function makeBudget(
  { question, draft, changed }: ControlOptions,
  envelope: number,
): Control {
  const costOf = (chosen: readonly string[]): number =>
    question.options.reduce(
      (cost, option) => cost + (chosen.includes(option.id) ? option.cost : 0),
      0,
    );
  const meter = element("progress", {
    class: "envelope",
    max: envelope,
    value: 0,
    "aria-label": say("question.budget.used"),
  });
  const list = makeChoiceList({
    options: question.options,
    chosen: draft === undefined || draft === "blank" || !("chosen" in draft) ? [] : draft.chosen,
    blank: null,
    note: (option) =>
      element("span", { class: "cost" }, say("question.budget.cost", { cost: option.cost })),
    hasRoom: (option, chosen) => costOf(chosen) + option.cost <= envelope,
    full: (chosen) => say("question.budget.full", { left: envelope - costOf(chosen) }),
    left: (chosen) => {
      meter.value = costOf(chosen);
      return say("question.budget.left", { left: envelope - costOf(chosen), envelope });
    },
    changed: (chosen, blank) => changed(draftOf(chosen, blank)),
  });
  list.node.querySelector(".left-box")?.append(meter);
  return list;
}

// A cell of a table is a row and a column: two short lists instead of a grid that no phone can
// show.
export function makeTable(
  { question, draft, changed }: ControlOptions,
  columns: readonly Option[],
  columnTitle: Question["title"],
): Control {
  let cell = draft !== undefined && draft !== "blank" && "cell" in draft ? draft.cell : {};
  const makeSide = (
    side: "row" | "column",
    options: readonly Option[],
    title: Question["title"],
  ): Control => {
    const chosen = cell[side];
    return makeChoiceList({
      options,
      chosen: chosen === undefined ? [] : [chosen],
      blank: null,
      legend: ownText(title),
      hasRoom: (_, marks) => marks.length < 1,
      full: () => say("question.choose.full", { n: 1 }),
      left: (marks) =>
        marks.length === 1
          ? say("question.choose.done", { n: 1 })
          : say("question.choose.left", { n: 1 }),
      changed: ([id]) => {
        const { [side]: _, ...other } = cell;
        cell = id === undefined ? other : { ...other, [side]: id };
        changed(Object.keys(cell).length > 0 ? { cell } : undefined);
      },
    });
  };
  const rows = makeSide("row", question.options, question.title);
  const right = makeSide("column", columns, columnTitle);
  return {
    node: element("div", { class: "table-question" }, rows.node, right.node),
    first: rows.first,
  };
}
