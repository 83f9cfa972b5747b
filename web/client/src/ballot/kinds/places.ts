// The first places of a ranking, each with its points. x_ip: option i has place p; every option at
// most one place; every place one option, or none from place `minimum` on; no gaps.
import { indicesOf, partOf, refuse } from "../answer.ts";
import type { Places } from "../definition.ts";
import type { QuestionKind } from "../kind.ts";

export const places: QuestionKind<Places> = {
  check({ points, minimum }, { options }) {
    if (points.length === 0 || points.length > options.length) {
      return ["places", "kind.points", `${points.length} places for ${options.length} options`];
    }
    const none = points.indexOf(0);
    if (none >= 0) return ["points", `kind.points[${none}]`, "must not be 0"];
    if (minimum > points.length)
      return ["minimum", "kind.minimum", `${minimum} of ${points.length} places`];
    return null;
  },

  compile({ points, minimum }, { options }, builder) {
    const p = points.length;
    builder.addBits(options.length * p);
    options.forEach((_, i) => {
      builder.require(
        points.map((_, q) => builder.term(i * p + q)),
        1,
        1,
      );
      builder.addTotal(
        "option",
        i,
        0,
        points.map((worth, q) => builder.term(i * p + q, worth)),
        Math.max(...points),
      );
    });
    const place = (q: number, coefficient = 1) =>
      options.map((_, i) => builder.term(i * p + q, coefficient));
    points.forEach((_, q) => builder.require(place(q), 1, q < minimum ? 0 : 1));
    for (let q = minimum; q + 1 < p; ++q) builder.require([...place(q, -1), ...place(q + 1)], 0, 1);
  },

  encode({ points, minimum }, { options }, answer, bits) {
    const filled = indicesOf(partOf(answer, "places"), options);
    if (filled.length > points.length)
      refuse("maximum", `${filled.length} places filled, at most ${points.length}`);
    if (filled.length < minimum)
      refuse("minimum", `${filled.length} places filled, at least ${minimum}`);
    filled.forEach((option, q) => bits.set(option * points.length + q));
  },

  decode({ points }, { options }, bits) {
    return {
      places: points.flatMap((_, q) =>
        options.filter((_, i) => bits.get(i * points.length + q)).map(({ id }) => id),
      ),
    };
  },
};
