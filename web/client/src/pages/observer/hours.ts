// Ballots over time: bars with the same numbers in a table below. Hours with fewer ballots than the
// smallest group that may be reported are not shown as numbers.
import { element, svgElement, type Child } from "../../ui/element.ts";
import { currentLanguage, say, type Words } from "../../text/texts.ts";
import type { Hour } from "../../verifier/ballotsByHour.ts";

const height = 120;
const barWidth = 12;

const sayHour =
  (begin: number): Words =>
  () =>
    new Intl.DateTimeFormat(currentLanguage().tag, {
      dateStyle: "short",
      timeStyle: "short",
    }).format(new Date(begin * 1000));

const sayCount = (count: number, smallest: number): Words =>
  count > 0 && count < smallest
    ? say("observer.hours.few", { n: smallest })
    : say("observer.number", { n: count });

export function showHours(hours: readonly Hour[], smallest: number): Child[] {
  if (hours.length === 0) return [element("p", {}, say("observer.hours.none"))];
  const shown = hours.map((hour) => ({ ...hour, bar: hour.ballots < smallest ? 0 : hour.ballots }));
  const most = Math.max(1, ...shown.map(({ bar }) => bar));
  const first = shown[0]!.begin;
  const width = ((shown.at(-1)!.begin - first) / 3600 + 1) * barWidth;
  const bars = shown.map(({ begin, bar }) =>
    svgElement("rect", {
      x: ((begin - first) / 3600) * barWidth + 1,
      width: barWidth - 2,
      height: (bar / most) * height,
      y: height - (bar / most) * height,
    }),
  );
  return [
    svgElement(
      "svg",
      {
        class: "hours",
        viewBox: `0 0 ${width} ${height}`,
        role: "img",
        preserveAspectRatio: "none",
        "aria-label": say("observer.hours.chart"),
      },
      ...bars,
    ),
    element(
      "table",
      { id: "hours" },
      element("caption", {}, say("observer.hours.chart")),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ...(["hour", "ballots", "replaced", "tested"] as const).map((column) =>
            element("th", { scope: "col" }, say(`observer.column.${column}`)),
          ),
        ),
      ),
      element(
        "tbody",
        {},
        shown.map(({ begin, ballots, replaced, tested }) =>
          element(
            "tr",
            {},
            element("th", { scope: "row" }, sayHour(begin)),
            element("td", {}, sayCount(ballots, smallest)),
            element("td", {}, sayCount(replaced, smallest)),
            element("td", {}, sayCount(tested, smallest)),
          ),
        ),
      ),
    ),
  ];
}
