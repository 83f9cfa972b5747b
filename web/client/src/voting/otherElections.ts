// A code that this election does not know may belong to another one: the open elections of the same
// ballot box are tried one after the other. Only what is public leaves the page, one credential
// each.
import { decodeDefinition } from "../ballot/definitionJson.ts";
import { isIdentifier } from "../ballot/identifier.ts";
import { credentialOf, type VotingCode } from "../ballot/votingCode.ts";
import type { Reply } from "../bulletinBoard/operators.ts";
import { askRoll } from "../bulletinBoard/rollReply.ts";
import { readPhases } from "../bulletinBoard/status.ts";
import { refusalOf } from "../crypto/refused.ts";
import { wipe } from "../crypto/sodium.ts";
import type { VoterPage } from "./page.ts";

export interface OpenElection {
  readonly address: string;
  readonly title: Readonly<Record<string, string>>;
}

// Each costs a derivation.
const mostTried = 8;

const readOpen = (reply: Reply): string[] | null =>
  readPhases(reply)
    ?.filter(({ phase }) => phase === "open")
    .map(({ election }) => election)
    .filter(isIdentifier) ?? null;

async function readTitle({ operators }: VoterPage, id: string): Promise<OpenElection["title"]> {
  const title = await operators.askInTurn(`/elections/${id}`, ({ status, bytes }) => {
    let found: OpenElection["title"] | null = null;
    if (status === 200)
      refusalOf(() => {
        found = decodeDefinition(bytes).title;
      });
    return found as OpenElection["title"] | null;
  });
  return title ?? { "": id };
}

// Wipes the code. null: the ballot box does not answer.
export async function findOtherElections(
  page: VoterPage,
  code: VotingCode,
  onProgress: (left: number) => void,
): Promise<OpenElection[] | null> {
  try {
    const open = await page.operators.askInTurn("/status", readOpen);
    if (open === null) return null;
    const tried = open.filter((id) => id !== page.stamp.election).slice(0, mostTried);
    const found: OpenElection[] = [];
    for (const [i, id] of tried.entries()) {
      onProgress(tried.length - i);
      const sk = await page.visit.deriveKey(code.slice() as VotingCode, id);
      const credential = credentialOf(sk);
      wipe(sk);
      const told = await askRoll(page.operators, id, credential);
      if (told?.onRoll === true)
        found.push({
          address: `${page.operators.addresses[0]}/e/${id}/vote`,
          title: await readTitle(page, id),
        });
    }
    return found;
  } finally {
    wipe(code);
  }
}
