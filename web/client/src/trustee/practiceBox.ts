// The ballots of a rehearsal: sealed, tested, replaced and verified by the code that voters and
// checkers have, in an election that is nobody's.
import { type CompiledStyle, compileAll } from "../ballot/compile.ts";
import { decodeBallotPost } from "../ballot/ballotPost.ts";
import type { Definition } from "../ballot/definition.ts";
import { decodeDefinition } from "../ballot/definitionJson.ts";
import { receiptCode } from "../ballot/receiptCode.ts";
import { type Election, statementOf } from "../ballot/election.ts";
import { seal } from "../ballot/seal.ts";
import { decodeTestFile, openTestFile } from "../ballot/testFile.ts";
import { type Ciphertext, decodeBallot, verifyBallot } from "../crypto/ballotProof.ts";
import { utf8 } from "../crypto/bytes.ts";
import { type Element, type SecretScalar, randomScalar } from "../crypto/group.ts";
import { randomBytes, wipe } from "../crypto/sodium.ts";

export const practiceVoters = 10;
const testedBy = 4;
const replacedBy = 7;

const option = (id: string): object => ({ id, text: { en: id } });
const definitionText = JSON.stringify({
  version: "tabella/v1",
  id: "rehearsal",
  languages: ["en"],
  title: { en: "Rehearsal" },
  schedule: { opens: "2000-01-01T00:00:00Z", closes: "2000-01-02T00:00:00Z" },
  roll: { max_voters: practiceVoters },
  trustees: { count: 3, threshold: 2 },
  revoting: "last_counts",
  smallest_group: 3,
  questions: [
    {
      id: "question",
      title: { en: "Question" },
      options: [option("yes"), option("no")],
      kind: { type: "choose", minimum: 1, maximum: 1 },
      counting: { method: "plurality" },
    },
  ],
});

export const practiceDefinition = (): Definition => decodeDefinition(utf8(definitionText));

export interface PracticeBox {
  // Of the ballots that count, in their one counter.
  readonly ciphertexts: readonly Ciphertext[];
  readonly yes: number;
  readonly no: number;
}

// Where the two totals are in the counter's value.
export function counterValue({ yes, no }: PracticeBox): number {
  const style = compileAll(practiceDefinition())[0]!;
  const [first, second] = style.totals;
  return yes * 2 ** first!.shift + no * 2 ** second!.shift;
}

// Null if a ballot did not come out as it must.
export async function fillPracticeBox(key: Element): Promise<PracticeBox | null> {
  const definition = practiceDefinition();
  const election: Election = {
    definition,
    styles: compileAll(definition),
    fingerprint: randomBytes(32),
    key,
  };
  const booth = new Booth(election);
  const ciphertexts: Ciphertext[] = [];
  const counts = { yes: 0, no: 0 };
  for (let voter = 0; voter < practiceVoters; ++voter) {
    const sk = randomScalar();
    const answer = voter % 3 === 0 ? "no" : "yes";
    if (voter === testedBy) {
      if (!(await booth.opensElsewhere(answer, sk))) return null;
      continue;
    }
    const other = answer === "yes" ? "no" : "yes";
    // The one before is a ballot too, and does not count.
    if (voter === replacedBy && (await booth.cast(other, sk, 1)) === null) return null;
    const counted = await booth.cast(answer, sk, voter === replacedBy ? 2 : 1);
    wipe(sk);
    if (counted === null) return null;
    ciphertexts.push(counted);
    counts[answer] += 1;
  }
  return { ciphertexts, ...counts };
}

// One voter of the rehearsal after the other, under one key.
class Booth {
  readonly #election: Election;
  readonly #style: CompiledStyle;

  constructor(election: Election) {
    this.#election = election;
    this.#style = election.styles[0]!;
  }

  // The ballot's ciphertext, if its proof holds and does not hold for an altered ballot.
  async cast(answer: string, sk: SecretScalar, sequence: number): Promise<Ciphertext | null> {
    const ballot = await this.#seal(answer, sk, sequence);
    const { sealed, credential } = decodeBallotPost(ballot.cast(sk));
    const statement = statementOf(this.#election, this.#style, credential, sequence);
    const altered = sealed.slice();
    altered[altered.length - 32]! ^= 1;
    if (verifyBallot(statement, sealed) !== "ok" || verifyBallot(statement, altered) === "ok")
      return null;
    const decoded = decodeBallot(this.#style.style, sealed);
    ballot.wipe();
    return typeof decoded === "string" ? null : decoded.ciphertexts[0]!;
  }

  // Whether a second device finds in a tested ballot what was chosen, and in another ballot not.
  async opensElsewhere(answer: string, sk: SecretScalar): Promise<boolean> {
    const [ballot, another] = [await this.#seal(answer, sk, 1), await this.#seal(answer, sk, 1)];
    const file = decodeTestFile(utf8(ballot.reveal()));
    const found = await openTestFile(this.#election, file, receiptCode(ballot.id));
    const refused = await openTestFile(this.#election, file, receiptCode(another.id)).then(
      () => false,
      () => true,
    );
    ballot.wipe();
    another.wipe();
    return refused && JSON.stringify(found) === JSON.stringify({ question: { chosen: [answer] } });
  }

  #seal(answer: string, sk: SecretScalar, sequence: number) {
    return seal(this.#election, this.#style, { question: { chosen: [answer] } }, sk, sequence);
  }
}
