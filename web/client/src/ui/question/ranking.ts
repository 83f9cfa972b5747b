// Options in an order that is made with buttons alone: add, up, down, remove, and where equals are
// allowed, next to another. Nothing moves that was not told to.
import type { Question } from "../../ballot/definition.ts";
import { say, type TextKey, type Words } from "../../text/texts.ts";
import { type Child, element, replaceChildren } from "../element.ts";
import {
  type Control,
  type ControlOptions,
  LimitLine,
  makeTick,
  ownText,
  byId,
  sayBlank,
} from "./control.ts";
import { type AnswerDraft, offersBlank, tiersOf } from "./draft.ts";

export type Tiers = readonly (readonly string[])[];

const findTier = (tiers: Tiers, id: string): number => tiers.findIndex((tier) => tier.includes(id));
const without = (tiers: Tiers, id: string): string[][] =>
  tiers.map((tier) => tier.filter((each) => each !== id));
const dropEmpty = (tiers: Tiers): Tiers => tiers.filter((tier) => tier.length > 0);

export const removeFrom = (tiers: Tiers, id: string): Tiers => dropEmpty(without(tiers, id));

// Out of its tier if it has equals there, else past the next tier.
export function move(tiers: Tiers, id: string, step: -1 | 1): Tiers {
  const at = findTier(tiers, id);
  const rest = without(tiers, id);
  const alone = rest[at]!.length === 0;
  if (alone && (at + step < 0 || at + step >= tiers.length)) return tiers;
  const place = alone ? (step < 0 ? at - 1 : at + 2) : step < 0 ? at : at + 1;
  return dropEmpty([...rest.slice(0, place), [id], ...rest.slice(place)]);
}

// Into the tier above.
export function joinAbove(tiers: Tiers, id: string): Tiers {
  const at = findTier(tiers, id);
  if (at <= 0) return tiers;
  const rest = without(tiers, id);
  rest[at - 1]!.push(id);
  return dropEmpty(rest);
}

export interface RankingRules {
  readonly places: number;
  readonly ties: boolean;
  readonly left: (count: number) => Words;
  readonly full: Words;
  readonly note?: (place: number) => Words;
  readonly draftOf: (tiers: Tiers) => AnswerDraft | undefined;
}

// Draws one ranking and keeps its tiers; every change is told and drawn again, with the focus where
// the reader was.
class RankingControl implements Control {
  readonly #question: Question;
  readonly #rules: RankingRules;
  readonly #changed: (draft: AnswerDraft | undefined) => void;
  readonly node = element("div", { class: "ranking" });
  readonly #limit = new LimitLine();
  readonly #ranked = element("ol", { class: "ranked" });
  readonly #rest = element("ul", { class: "unranked" });
  readonly #empty = element("p", { class: "hint" }, say("question.ranking.empty"));
  #tiers: Tiers;
  #blank: boolean;

  constructor(
    question: Question,
    draft: AnswerDraft | undefined,
    rules: RankingRules,
    changed: (draft: AnswerDraft | undefined) => void,
  ) {
    this.#question = question;
    this.#rules = rules;
    this.#changed = changed;
    this.#tiers = tiersOf(draft);
    this.#blank = draft === "blank";
    const blankTick = offersBlank(question)
      ? makeTick(
          sayBlank,
          this.#blank,
          () => this.#mayBeBlank(),
          (checked) => {
            this.#blank = checked;
            this.#update(this.#tiers);
          },
        )
      : null;
    blankTick?.node.classList.add("blank");
    this.node.append(
      this.#limit.node,
      element("h2", {}, say("question.ranking.yours")),
      this.#empty,
      this.#ranked,
      element("h2", {}, say("question.ranking.rest")),
      this.#rest,
    );
    if (blankTick !== null) this.node.append(blankTick.node);
    this.#draw();
  }

  get first(): HTMLElement {
    return this.node.querySelector("button")!;
  }

  #mayBeBlank(): boolean {
    if (this.#tiers.length > 0) this.#limit.refuse(say("question.blank.full"));
    return this.#tiers.length === 0;
  }

  #update(tiers: Tiers, focus?: readonly [string, TextKey]): void {
    this.#tiers = tiers;
    this.#draw();
    this.#changed(
      this.#blank ? "blank" : tiers.length === 0 ? undefined : this.#rules.draftOf(tiers),
    );
    if (focus === undefined) return;
    const [id, act] = focus;
    const wanted = this.node.querySelector<HTMLElement>(
      `[data-option="${CSS.escape(id)}"][data-act="${act}"]`,
    );
    (
      wanted ??
      this.node.querySelector<HTMLElement>(`[data-option="${CSS.escape(id)}"]`) ??
      this.first
    ).focus();
  }

  #makeButton(id: string, act: TextKey, run: (() => void) | null): HTMLElement {
    return element(
      "button",
      {
        type: "button",
        class: "secondary",
        "data-option": id,
        "data-act": act,
        "aria-disabled": String(run === null),
        onclick: () => run?.(),
      },
      say(act),
      element(
        "span",
        { class: "out-of-sight" },
        ": ",
        ownText(byId(this.#question.options, id).text),
      ),
    );
  }

  #add(id: string): void {
    if (this.#blank) this.#limit.refuse(say("question.blank.first"));
    else if (this.#tiers.flat().length >= this.#rules.places) this.#limit.refuse(this.#rules.full);
    else this.#update([...this.#tiers, [id]], [id, "question.ranking.up"]);
  }

  #drawRanked(id: string, place: number): Child {
    const alone = this.#tiers[place]!.length === 1;
    const last = this.#tiers.length - 1;
    const buttons = [
      this.#makeButton(
        id,
        "question.ranking.up",
        alone && place === 0
          ? null
          : () => this.#update(move(this.#tiers, id, -1), [id, "question.ranking.up"]),
      ),
      this.#makeButton(
        id,
        "question.ranking.down",
        alone && place === last
          ? null
          : () => this.#update(move(this.#tiers, id, 1), [id, "question.ranking.down"]),
      ),
      this.#rules.ties && place > 0
        ? this.#makeButton(id, "question.ranking.beside", () =>
            this.#update(joinAbove(this.#tiers, id), [id, "question.ranking.up"]),
          )
        : null,
      this.#makeButton(id, "question.ranking.remove", () =>
        this.#update(removeFrom(this.#tiers, id), [id, "question.ranking.add"]),
      ),
    ];
    return element(
      "div",
      { class: "ranked-option" },
      ownText(byId(this.#question.options, id).text, { class: "ranked-name" }),
      element("div", { class: "ranked-buttons" }, ...buttons),
    );
  }

  #draw(): void {
    const ids = this.#tiers.flat();
    const rest = this.#question.options.filter(({ id }) => !ids.includes(id));
    this.#empty.hidden = ids.length > 0;
    this.#limit.say(this.#blank ? say("question.blank.chosen") : this.#rules.left(ids.length));
    replaceChildren(
      this.#ranked,
      ...this.#tiers.map((tier, place) =>
        element(
          "li",
          { class: "place" },
          element(
            "span",
            { class: "place-number" },
            say("question.ranking.place", { n: String(place + 1) }),
            this.#rules.note === undefined
              ? null
              : element("span", { class: "small" }, this.#rules.note(place)),
          ),
          element(
            "div",
            { class: "place-options" },
            ...tier.map((id) => this.#drawRanked(id, place)),
          ),
        ),
      ),
    );
    replaceChildren(
      this.#rest,
      ...rest.map(({ id, text }) =>
        element(
          "li",
          { class: "unranked-option" },
          ownText(text, { class: "ranked-name" }),
          this.#makeButton(id, "question.ranking.add", () => this.#add(id)),
        ),
      ),
    );
    this.#rest.previousElementSibling!.toggleAttribute("hidden", rest.length === 0);
  }
}

export function makeRanking({ question, draft, changed }: ControlOptions, ties: boolean): Control {
  const count = question.options.length;
  return new RankingControl(
    question,
    draft,
    {
      places: count,
      ties,
      full: say("question.ranking.done"),
      left: (ranked) =>
        ranked === count
          ? say("question.ranking.done")
          : say("question.ranking.left", { n: count - ranked }),
      draftOf: (ranking) => ({ ranking }),
    },
    changed,
  );
}

export function makePlaces(
  { question, draft, changed }: ControlOptions,
  points: readonly number[],
): Control {
  return new RankingControl(
    question,
    draft,
    {
      places: points.length,
      ties: false,
      full: say("question.places.full", { n: points.length }),
      left: (ranked) =>
        ranked === points.length
          ? say("question.places.full", { n: points.length })
          : say("question.places.left", { n: points.length - ranked }),
      note: (place) => say("question.points.value", { n: points[place]! }),
      draftOf: (tiers) => ({ places: tiers.flat() }),
    },
    changed,
  );
}
