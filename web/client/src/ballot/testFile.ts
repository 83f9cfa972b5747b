// What a voter's device gives to a second one, so that a sealed ballot can be opened:
// docs/protocol.md, "Test files". It holds neither z_K nor kappa nor the voting code: nobody can
// cast what it opens.
import type { Answers } from "./answer.ts";
import { readAnswers } from "./answersJson.ts";
import { toBits } from "./answers.ts";
import { type Election, statementOf } from "./election.ts";
import { JsonReader } from "./jsonReader.ts";
import { normalizeReceiptCode, receiptCode } from "./receiptCode.ts";
import { runInSlices, type SliceOptions } from "./slices.ts";
import { parseStrictJson } from "./strictJson.ts";
import { ballotId, encodeUncast } from "../crypto/ballotProof.ts";
import { countSteps, prove } from "../crypto/ballotProver.ts";
import { type Bytes, decodeBase64Url, encodeBase64Url, equalBytes } from "../crypto/bytes.ts";
import { decodeElement, type Element, isIdentity } from "../crypto/group.ts";
import { Refused } from "../crypto/refused.ts";
import { wipe } from "../crypto/sodium.ts";

export interface TestFile {
  readonly election: Bytes;
  readonly style: string;
  readonly credential: Element;
  readonly sequence: number;
  readonly ballot: Bytes;
  readonly seed: Bytes;
  readonly K: Element;
  readonly answers: Answers;
}

const type = "tabella/v1/test";

// One line, fit for a QR code.
export function encodeTestFile(file: TestFile): string {
  const { election, style, credential, sequence, ballot, seed, K, answers } = file;
  return JSON.stringify({
    type,
    election: encodeBase64Url(election),
    style,
    credential: encodeBase64Url(credential),
    sequence,
    ballot: encodeBase64Url(ballot),
    seed: encodeBase64Url(seed),
    K: encodeBase64Url(K),
    answers,
  });
}

function read32(json: JsonReader): Bytes {
  const bytes = decodeBase64Url(json.string());
  return bytes?.length === 32 ? bytes : json.refuse("value", "must be 32 bytes in base64url");
}

function readElement(json: JsonReader): Element {
  const element = decodeElement(read32(json));
  return element !== null && !isIdentity(element)
    ? element
    : json.refuse("value", "must be an element");
}

// Throws Refused with a code test.*.
//
//   {"type":"tabella/v1/test","election":"q83v...","style":"all","credential":"mPjT...",
//   "sequence":1,"ballot":"...","seed":"...","K":"...","answers":{"trees":{"chosen":["yes"]}}}
export function decodeTestFile(bytes: Uint8Array): TestFile {
  const json = new JsonReader(parseStrictJson(bytes, "test", "allowed"), "test");
  json.only(
    "type",
    "election",
    "style",
    "credential",
    "sequence",
    "ballot",
    "seed",
    "K",
    "answers",
  );
  json.field("type").oneOf([type]);
  const sequence = json.field("sequence").amount();
  if (!Number.isSafeInteger(sequence) || sequence < 1)
    json.field("sequence").refuse("number", "must be from 1 to 2^53 - 1");
  return {
    election: read32(json.field("election")),
    style: json.field("style").string(),
    credential: readElement(json.field("credential")),
    sequence,
    ballot: read32(json.field("ballot")),
    seed: read32(json.field("seed")),
    K: readElement(json.field("K")),
    answers: readAnswers(json.field("answers")),
  };
}

// Seals again from seed, answers and K and compares. `shownCode` is what the first device showed
// before it was told that this ballot would be tested. Returns the answers that the ballot holds.
// Throws Refused with test.election, test.style or test.different. Whether the ballot is on the log
// (test.cast) is for the caller to find out first.
export async function openTestFile(
  election: Election,
  file: TestFile,
  shownCode: string,
  options: SliceOptions = {},
): Promise<Answers> {
  if (!equalBytes(file.election, election.fingerprint))
    throw new Refused("test.election", "", "is of another election");
  const style = election.styles.find(({ id }) => id === file.style);
  if (style === undefined)
    throw new Refused("test.style", file.style, "is no style of this election");
  const bits = toBits(election.definition, style, file.answers);
  try {
    const statement = statementOf(election, style, file.credential, file.sequence);
    const proof = await runInSlices(
      prove(statement, bits, file.seed, file.K),
      countSteps(statement),
      options,
    );
    const id = ballotId(statement, encodeUncast(proof.ballot));
    if (!equalBytes(id, file.ballot))
      throw new Refused("test.different", "ballot", "is another ballot");
    if (receiptCode(id) !== normalizeReceiptCode(shownCode))
      throw new Refused("test.different", "code", "is the code of another ballot");
    return file.answers;
  } finally {
    wipe(bits);
  }
}
