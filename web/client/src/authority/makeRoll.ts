// The registrar's work: a voting code for each person, who of them is asked to test, and the public
// credentials in an order that says nothing. docs/protocol.md, "Voting codes".
import {
  credentialOf,
  deriveCredentialKey,
  exposeVotingCode,
  randomVotingCode,
} from "../ballot/votingCode.ts";
import { rollFingerprint } from "../ballot/fingerprint.ts";
import { type RollEntry, rollEndPost, rollPost } from "../bulletinBoard/writePost.ts";
import { encodeHex } from "../crypto/bytes.ts";
import type { Element } from "../crypto/group.ts";
import { wipe } from "../crypto/sodium.ts";
import { drawTesters } from "./drawTesters.ts";
import type { Letter } from "./letter.ts";
import type { VoterRow } from "./rollFile.ts";

interface MadeEntry extends RollEntry {
  readonly credential: Element;
}

export interface MadeRoll {
  readonly letters: readonly Letter[];
  readonly entries: readonly MadeEntry[];
}

// So many credentials fit into a post, with the longest style.
const entriesInPost = 500;

// Each code takes a moment, on purpose; the page stays alive in between.
export async function makeRoll(
  election: string,
  rows: readonly VoterRow[],
  onProgress: (done: number) => void,
): Promise<MadeRoll> {
  const letters: Letter[] = [];
  const entries: MadeEntry[] = [];
  const asked = drawTesters(rows.length);
  for (const { person, address, style, weight } of rows) {
    const code = randomVotingCode();
    const secret = deriveCredentialKey(code, election);
    letters.push({
      person,
      address,
      code: exposeVotingCode(code),
      asksToTest: asked[letters.length]!,
    });
    entries.push({ credential: credentialOf(secret), style, weight });
    wipe(code, secret);
    onProgress(letters.length);
    await new Promise((done) => setTimeout(done, 0));
  }
  const order = (entry: MadeEntry): string => encodeHex(entry.credential);
  entries.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return { letters, entries };
}

// The lines for the registrar to sign, in their order.
export function rollLines(
  election: string,
  styles: readonly string[],
  entries: readonly MadeEntry[],
): string[] {
  const lines: string[] = [];
  for (let first = 0; first < entries.length; first += entriesInPost) {
    lines.push(rollPost(election, entries.slice(first, first + entriesInPost)));
  }
  const roll = rollFingerprint(
    entries.map(({ credential, style, weight }) => ({
      credential,
      style: styles.indexOf(style),
      weight,
    })),
  );
  return [...lines, rollEndPost(election, entries.length, roll)];
}
