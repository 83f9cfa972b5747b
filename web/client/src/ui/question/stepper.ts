// A number for each option, set by buttons that carry words: scores, points to be shared out, and
// votes that cost their square.
import type { Cumulative, Option, Quadratic, Score } from "../../ballot/definition.ts";
import { say, sayOwn, type Words } from "../../text/texts.ts";
import { element, replaceChildren, spoken } from "../element.ts";
import { type Control, type ControlOptions, LimitLine, ownText } from "./control.ts";
import { levelsOf, scoresOf } from "./draft.ts";

interface StepperOptions {
  readonly options: readonly Option[];
  readonly values: Readonly<Record<string, number>>;
  readonly bigStep: number | null;
  // The nearest number that is allowed, coming from the present one; the same one if there is none
  readonly reach: (id: string, wish: number, values: Readonly<Record<string, number>>) => number;
  readonly show: (value: number) => Words;
  readonly left: (values: Readonly<Record<string, number>>) => Words | null;
  readonly refused: (wish: number, values: Readonly<Record<string, number>>) => Words;
  readonly changed: (values: Readonly<Record<string, number>>) => void;
}

function makeSteppers(list: StepperOptions): Control {
  const limit = new LimitLine();
  let values = list.values;
  const valueOf = (id: string): number => values[id] ?? 0;
  const refreshers: (() => void)[] = [];
  const refresh = (): void => {
    limit.say(list.left(values));
    for (const each of refreshers) each();
  };

  const makeRow = (option: Option): HTMLElement => {
    const { words: name } = sayOwn(option.text);
    const value = element("span", { class: "stepper-value", ...spoken });
    const makeButton = (step: number): HTMLButtonElement => {
      const sign = step > 0 ? "+" : "\u2212";
      const amount = Math.abs(step);
      const button = element(
        "button",
        {
          type: "button",
          class: "secondary step-button",
          "aria-label": say(step > 0 ? "question.stepper.more" : "question.stepper.less", {
            amount,
            name,
          }),
          onclick: () => {
            const next = list.reach(option.id, valueOf(option.id) + step, values);
            if (next === valueOf(option.id)) {
              limit.refuse(list.refused(valueOf(option.id) + step, values));
              return;
            }
            values = { ...values, [option.id]: next };
            refresh();
            list.changed(values);
          },
        },
        element("span", { class: "step-sign", "aria-hidden": "true" }, sign),
        say(step > 0 ? "question.stepper.moreLabel" : "question.stepper.lessLabel", { amount }),
      );
      refreshers.push(() => {
        const at = valueOf(option.id);
        button.setAttribute(
          "aria-disabled",
          String(list.reach(option.id, at + step, values) === at),
        );
      });
      return button;
    };
    const steps = list.bigStep === null ? [-1, 1] : [-list.bigStep, -1, 1, list.bigStep];
    refreshers.push(() => replaceChildren(value, list.show(valueOf(option.id))));
    const less = steps.filter((step) => step < 0).map(makeButton);
    const more = steps.filter((step) => step > 0).map(makeButton);
    return element(
      "div",
      { class: "stepper", role: "group", "aria-label": name },
      element("span", { class: "stepper-name" }, ownText(option.text)),
      element("div", { class: "stepper-buttons" }, ...less, value, ...more),
    );
  };

  const rows = list.options.map(makeRow);
  refresh();
  const node = element("div", { class: "steppers" }, limit.node, ...rows);
  return { node, first: node.querySelector("button")! };
}

const sumOf = (values: Readonly<Record<string, number>>): number =>
  Object.values(values).reduce((a, b) => a + b, 0);
const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);
const bigStepOf = (maximum: number): number | null => (maximum > 10 ? 10 : null);

export function makeScore(
  { question, draft, changed }: ControlOptions,
  { maximum }: Score,
): Control {
  return makeSteppers({
    options: question.options,
    values: scoresOf(draft),
    bigStep: bigStepOf(maximum),
    reach: (_, wish) => clamp(wish, 0, maximum),
    show: (value) => say("question.score.value", { value, maximum }),
    left: () => null,
    refused: (wish) =>
      wish < 0 ? say("question.stepper.lowest") : say("question.score.full", { n: maximum }),
    changed: (scores) => changed(sumOf(scores) === 0 ? undefined : { scores }),
  });
}

export function makeCumulative(
  { question, draft, changed }: ControlOptions,
  { points, option_maximum }: Cumulative,
): Control {
  return makeSteppers({
    options: question.options,
    values: scoresOf(draft),
    bigStep: bigStepOf(option_maximum),
    reach: (id, wish, values) => {
      const others = sumOf(values) - (values[id] ?? 0);
      return clamp(wish, 0, Math.min(option_maximum, points - others));
    },
    show: (value) => say("question.points.value", { n: value }),
    left: (values) =>
      sumOf(values) === points
        ? say("question.points.done", { n: points })
        : say("question.points.left", { n: points - sumOf(values) }),
    refused: (wish, values) => {
      if (wish < 0) return say("question.stepper.lowest");
      return sumOf(values) === points
        ? say("question.points.full", { n: points })
        : say("question.points.optionFull", { n: option_maximum });
    },
    changed: (scores) => changed(sumOf(scores) === 0 ? undefined : { scores }),
  });
}

export function makeQuadratic(
  { question, draft, changed }: ControlOptions,
  { levels, credits }: Quadratic,
): Control {
  const usedBy = (values: Readonly<Record<string, number>>): number =>
    sumOf(Object.fromEntries(Object.entries(values).map(([id, v]) => [id, v * v])));
  return makeSteppers({
    options: question.options,
    values: levelsOf(draft),
    bigStep: null,
    reach: (id, wish, values) => {
      const at = values[id] ?? 0;
      const used = usedBy(values) - at * at + wish * wish;
      return Math.abs(wish) > levels || used > credits ? at : wish;
    },
    show: (value) => {
      if (value === 0) return say("question.quadratic.none");
      return say(value > 0 ? "question.quadratic.for" : "question.quadratic.against", {
        n: Math.abs(value),
        cost: value * value,
      });
    },
    left: (values) => say("question.quadratic.left", { n: credits - usedBy(values), credits }),
    refused: (wish) =>
      Math.abs(wish) > levels
        ? say("question.quadratic.most", { n: levels })
        : say("question.quadratic.full"),
    changed: (all) => changed(usedBy(all) === 0 ? undefined : { levels: all }),
  });
}
