// The result as the rules derived it: totals as bars with their numbers, and why it came out so.
import type { Definition, Option, Question, Text } from "../../ballot/definition.ts";
import type { CountedTotal, ElectionResult, QuestionResult } from "../../tally/electionResult.ts";
import { element, svgElement, type Child } from "../../ui/element.ts";
import { say, sayList, sayOwn, type OwnText } from "../../text/texts.ts";

const own = ({ words, language }: OwnText): HTMLElement =>
  element("span", { lang: language }, words);

function optionsOf(question: Question): readonly Option[] {
  const { kind } = question;
  if (kind.type === "grades") return [...question.options, ...kind.grades];
  return kind.type === "table" ? [...question.options, ...kind.columns] : question.options;
}

// What a total is of: its options by their texts, or the word for the whole.
function label(question: Question, total: CountedTotal): Child {
  const texts = total.ids.map(
    (id) => optionsOf(question).find((option) => option.id === id)?.text ?? ({ en: id } as Text),
  );
  if (total.of === "blank") return say("observer.result.blank");
  if (total.of === "answered") return say("observer.result.answered");
  if (texts.length === 1) return own(sayOwn(texts[0]!));
  return say(total.of === "above" ? "observer.result.above" : "observer.result.pair", {
    a: sayOwn(texts[0]!).words,
    b: sayOwn(texts[1]!).words,
  });
}

function bar(value: number, most: number): Child {
  return svgElement(
    "svg",
    { class: "bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    svgElement("rect", { x: 0, y: 0, height: 10, width: most > 0 ? (100 * value) / most : 0 }),
  );
}

function showTotals(question: Question, totals: readonly CountedTotal[], caption: Child): Child {
  const most = Math.max(0, ...totals.map(({ value }) => value));
  return element(
    "table",
    {},
    caption,
    element(
      "tbody",
      {},
      totals.map((total) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, label(question, total)),
          element("td", {}, say("observer.number", { n: total.value })),
          element("td", { class: "bar-cell" }, bar(total.value, most)),
        ),
      ),
    ),
  );
}

const tookPart = ({ took_part, roll }: QuestionResult["count"]): Child =>
  element("p", {}, say("observer.result.tookPart", { n: took_part, all: roll }));

function showQuestion(question: Question, result: QuestionResult): Child {
  const { count, by_style } = result;
  const reasons = Object.fromEntries(
    Object.entries(result.because).map(([language, sentences]) => [
      language,
      sentences.join(language.startsWith("zh") ? "" : " "),
    ]),
  );
  return element(
    "section",
    { "data-question": question.id },
    element("h3", {}, own(sayOwn(question.title))),
    element("p", { class: "lead" }, own(sayOwn(reasons))),
    tookPart(count),
    count.totals.length === 0
      ? element("p", {}, say("observer.result.withheld"))
      : showTotals(
          question,
          count.totals,
          element("caption", { class: "out-of-sight" }, say("observer.result.totals")),
        ),
    by_style.map((crowd) => [
      showTotals(
        question,
        crowd.count.totals,
        element("caption", {}, say("observer.result.ofStyles", { styles: sayList(crowd.styles) })),
      ),
      tookPart(crowd.count),
    ]),
  );
}

export function showResult(definition: Definition, result: ElectionResult): Child[] {
  return result.questions.flatMap((each) => {
    const question = definition.questions.find(({ id }) => id === each.question);
    return question === undefined ? [] : [showQuestion(question, each)];
  });
}
