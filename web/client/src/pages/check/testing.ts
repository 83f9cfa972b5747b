// The second device of a test: it seals again what the first device says it sealed, compares with
// the receipt code that it was shown before, and writes the choices in words.
import { receiptCode } from "../../ballot/receiptCode.ts";
import type { Answers } from "../../ballot/answer.ts";
import { practiceOf } from "../../ballot/practice.ts";
import type { Election } from "../../ballot/election.ts";
import { decodeTestFile, type TestFile } from "../../ballot/testFile.ts";
import { equalBytes, utf8 } from "../../crypto/bytes.ts";
import { Refused } from "../../crypto/refused.ts";
import type { Workshop } from "../../worker/workshop.ts";
import type { OpenedRecord } from "./finding.ts";

export type TestOutcome =
  | {
      readonly state: "opened";
      readonly code: string;
      readonly answers: Answers;
      readonly practice: boolean;
    }
  // The file is none, or of another election, or the definition is not the one in the box
  | { readonly state: "no_test" | "other_election" | "unconfirmed" }
  // This device had not seen the ballot's code before it was opened
  | { readonly state: "too_late"; readonly code: string }
  | { readonly state: "different"; readonly code: string }
  // Opening a ballot that counts would prove how somebody voted
  | { readonly state: "cast"; readonly code: string };

export interface TestInput {
  readonly election: Election;
  readonly definition: string;
  // The codes that this device was shown before
  readonly known: readonly string[];
  readonly opened: OpenedRecord;
  readonly workshop: Workshop;
}

export async function openTest(
  text: string,
  { election, definition, known, opened, workshop }: TestInput,
  onProgress: (done: number) => void,
): Promise<TestOutcome> {
  let file: TestFile;
  try {
    file = decodeTestFile(utf8(text.trim()));
  } catch (error) {
    if (error instanceof Refused) return { state: "no_test" };
    throw error;
  }
  const code = receiptCode(file.ballot);
  const meant = [election, practiceOf(election)].find(({ fingerprint }) =>
    equalBytes(fingerprint, file.election),
  );
  if (meant === undefined) return { state: "other_election" };
  if (opened.record.definition !== definition) return { state: "unconfirmed" };
  if (opened.record.ballots.some(({ id }) => equalBytes(id, file.ballot)))
    return { state: "cast", code };
  if (!known.includes(code))
    return known.length > 0 ? { state: "different", code } : { state: "too_late", code };
  try {
    const answers = await workshop.run("open", { election: meant, file, code }, { onProgress });
    return { state: "opened", code, answers, practice: meant !== election };
  } catch (error) {
    if (error instanceof Refused) return { state: "different", code };
    throw error;
  }
}
