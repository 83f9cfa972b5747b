// What operators say of a credential. It is a hint: a wrong one leads to a ballot that is refused,
// never to one that counts otherwise.
import { encodeHex } from "../crypto/bytes.ts";
import { type Operators, readJson, type Reply } from "./operators.ts";

export interface RollReply {
  readonly onRoll: boolean;
  readonly style: string;
  // Of the ballot that counts now; null: there is none
  readonly sequence: number | null;
}

const stranger: RollReply = { onRoll: false, style: "", sequence: null };

// A number beyond this does not count ballots but tries to use the numbers up.
const largestSequence = 1_000_000;

function readRollReply(reply: Reply): RollReply | null {
  const value = readJson(reply);
  if (reply.status === 404 || value?.["on_roll"] === false) return stranger;
  if (reply.status !== 200 || value?.["on_roll"] !== true || typeof value["style"] !== "string")
    return null;
  const { sequence } = value;
  if (
    sequence !== null &&
    !(Number.isSafeInteger(sequence) && Number(sequence) >= 0 && Number(sequence) < largestSequence)
  )
    return null;
  return { onRoll: true, style: value["style"], sequence: sequence as number | null };
}

// null: nobody answers. "no" is believed only if nobody says "yes".
export async function askRoll(
  operators: Operators,
  election: string,
  credential: Uint8Array,
): Promise<RollReply | null> {
  const read: RollReply[] = [];
  for (const operator of operators.addresses) {
    const reply = await operators.ask(
      operator,
      `/elections/${election}/credential/${encodeHex(credential)}`,
    );
    const told = reply === null ? null : readRollReply(reply);
    if (told?.onRoll === true) return told;
    if (told !== null) read.push(told);
  }
  return read[0] ?? null;
}
