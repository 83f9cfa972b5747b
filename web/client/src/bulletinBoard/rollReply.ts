// What operators say of a credential. It is a hint: a wrong one leads to a ballot that is refused,
// never to one that counts otherwise. What they say of an earlier ballot is looked at in
// earlierBallot.ts.
import { encodeHex } from "../crypto/bytes.ts";
import { type Operators, readJson, type Reply } from "./operators.ts";

// A ballot of the credential that counts now, as one operator says.
export interface BallotClaim {
  readonly operator: string;
  readonly sequence: number;
  // Its place in the log; null: none that could be looked at
  readonly index: bigint | null;
}

export interface RollReply {
  readonly onRoll: boolean;
  readonly style: string;
  readonly claims: readonly BallotClaim[];
  // Who says that the credential is on the roll, or that it is not
  readonly operators: readonly string[];
}

interface Told {
  readonly operator: string;
  readonly onRoll: boolean;
  readonly style: string;
  readonly claims: readonly BallotClaim[];
}

// A number beyond this does not count ballots but tries to use the numbers up.
const largestSequence = 1_000_000;

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

function readTold(reply: Reply): Told | null {
  const value = readJson(reply);
  const { operator, status } = reply;
  if (status === 404 || value?.["on_roll"] === false)
    return { operator, onRoll: false, style: "", claims: [] };
  if (status !== 200 || value?.["on_roll"] !== true || typeof value["style"] !== "string")
    return null;
  const { style, sequence, entry } = value;
  if (sequence === null) return { operator, onRoll: true, style, claims: [] };
  if (!isCount(sequence) || sequence >= largestSequence) return null;
  const claim = { operator, sequence, index: isCount(entry) ? BigInt(entry) : null };
  return { operator, onRoll: true, style, claims: [claim] };
}

// Once somebody knows the credential, nobody else is waited for longer.
const graceMs = 3_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

// Every operator is asked, so that the first one cannot hide an earlier ballot. null: nobody
// answers. "no" is believed only if nobody says "yes".
export async function askRoll(
  operators: Operators,
  election: string,
  credential: Uint8Array,
): Promise<RollReply | null> {
  const path = `/elections/${election}/credential/${encodeHex(credential)}`;
  const answers: (Told | null)[] = operators.addresses.map(() => null);
  await new Promise<void>((resolve) => {
    const asked = operators.addresses.map(async (operator, i) => {
      const reply = await operators.ask(operator, path);
      answers[i] = reply === null ? null : readTold(reply);
      if (answers[i]?.onRoll === true) void pause(graceMs).then(resolve);
    });
    void Promise.all(asked).then(() => resolve());
  });
  const told = answers.filter((answer) => answer !== null);
  const yes = told.filter(({ onRoll }) => onRoll);
  const [first] = yes.length > 0 ? yes : told;
  if (first === undefined) return null;
  const agreeing = told.filter(({ onRoll }) => onRoll === first.onRoll);
  return {
    onRoll: first.onRoll,
    style: first.style,
    claims: agreeing.flatMap(({ claims }) => claims),
    operators: agreeing.map(({ operator }) => operator),
  };
}
