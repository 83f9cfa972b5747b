// The pools of an election in words: what is opened now, later, and never.
import { type Words, say, sayList, sayOwn } from "../../text/texts.ts";
import type { CeremonyView, PoolView } from "../../trustee/ceremonyView.ts";
import { list, paragraph } from "../../ui/blocks.ts";
import type { Child } from "../../ui/element.ts";

function poolWords({ question, part, styles, ballots: n }: PoolView): Words {
  const places = { question: sayOwn(question.title).words, styles: sayList(styles), n };
  if (part === "asked") return say("trustee.pool.asked", places);
  if (question.only_if !== null) return say("trustee.pool.conditional", places);
  return say(
    question.report === "by_style" ? "trustee.pool.byStyle" : "trustee.pool.totals",
    places,
  );
}

export const poolList = (pools: readonly PoolView[]): HTMLElement => list(pools.map(poolWords));

export const awaitsRound = ({ pools }: CeremonyView): boolean =>
  pools.some(({ state }) => state === "waits");

// What is not opened in this round, and why.
export function restOfPools({ pools, smallestGroup }: CeremonyView): Child[] {
  const parts = (state: PoolView["state"], words: Words): Child[] => {
    const rest = pools.filter((pool) => pool.state === state);
    return rest.length === 0 ? [] : [paragraph(words), poolList(rest)];
  };
  return [
    ...parts("waits", say("trustee.later")),
    ...parts("withheld", say("trustee.withheld", { s: smallestGroup })),
  ];
}
