// Any options that the envelope pays for. Costs are divided by their greatest common divisor first
// (and the envelope rounded down), which changes no answer and saves slack.
import { indicesOf, partOf, refuse } from "../answer.ts";
import type { Budget } from "../definition.ts";
import type { QuestionKind } from "../kind.ts";

const maxAmount = Number.MAX_SAFE_INTEGER;
const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

export const budget: QuestionKind<Budget> = {
  check({ envelope }, { options }) {
    if (envelope === 0 || envelope > maxAmount)
      return ["envelope", "kind.envelope", `must be from 1 to ${maxAmount}`];
    for (const [i, { cost }] of options.entries()) {
      if (cost === 0) return ["cost", `options[${i}].cost`, "must not be 0"];
      if (cost > envelope)
        return [
          "unsatisfiable",
          `options[${i}].cost`,
          `the envelope, ${envelope}, does not pay for it`,
        ];
    }
    return null;
  },

  compile({ envelope }, { options }, builder) {
    builder.addBits(options.length);
    const unit = options.reduce((divisor, { cost }) => commonDivisor(divisor, cost), 0);
    const costs = options.map(({ cost }) => cost / unit);
    // A sum beyond 2^53 may be rounded; the envelope is smaller then.
    const room = Math.min(
      Math.floor(envelope / unit),
      costs.reduce((sum, cost) => sum + cost, 0),
    );
    options.forEach((_, i) => builder.addTotal("option", i, 0, [builder.term(i)], 1));
    builder.require(
      costs.map((cost, i) => builder.term(i, cost)),
      room,
      room,
    );
  },

  encode({ envelope }, { options }, answer, bits) {
    let rest = envelope;
    for (const option of indicesOf(partOf(answer, "chosen"), options)) {
      rest -= options[option]!.cost;
      bits.set(option);
      if (rest < 0) refuse("envelope", `more than the envelope, ${envelope}, is spent`);
    }
  },

  decode: (_, { options }, bits) => ({
    chosen: options.filter((_, i) => bits.get(i)).map(({ id }) => id),
  }),
};
