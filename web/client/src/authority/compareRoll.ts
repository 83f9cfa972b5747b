// Whether the voting codes that are to be sent belong to the voter list that was published: a voter
// who is missing there could not vote, and one who is there in addition could.
import { credentialOf, deriveCredentialKey, parseVotingCode } from "../ballot/votingCode.ts";
import { encodeBase64Url } from "../crypto/bytes.ts";
import { refusalOf } from "../crypto/refused.ts";
import { wipe } from "../crypto/sodium.ts";
import type { Letter } from "./letter.ts";
import { parseCsv } from "./rollFile.ts";

export interface CodeRow extends Letter {
  readonly row: number; // as a spreadsheet counts
}

export type CodesFault =
  | { readonly fault: "codesColumns" | "empty" }
  | { readonly fault: "code" | "test"; readonly row: number }
  | { readonly fault: "codeTwice"; readonly row: number; readonly first: number };

export interface CodesFile {
  readonly rows: readonly CodeRow[];
  readonly faults: readonly CodesFault[];
}

// A table as this page or `tabella roll make` saves it: code, and person or name, and perhaps
// address or email, and test; other columns mean nothing here. Every row that is wrong is named,
// and then there are none.
//
//   person,address,test,code
//   Anna,1 Lane,no,7YWH-MFK9-JZD2-...
export function readCodes(text: string): CodesFile {
  const [head, ...body] = parseCsv(text);
  const columns = (head ?? []).map((name) => name.toLowerCase());
  const person = columns.findIndex((name) => name === "person" || name === "name");
  const address = columns.findIndex((name) => name === "address" || name === "email");
  const test = columns.indexOf("test");
  const code = columns.indexOf("code");
  if (person < 0 || code < 0) return { rows: [], faults: [{ fault: "codesColumns" }] };
  if (body.length === 0) return { rows: [], faults: [{ fault: "empty" }] };
  const faults: CodesFault[] = [];
  const seen = new Map<string, number>();
  const rows = body.map((cells, i): CodeRow => {
    const read = {
      row: i + 2,
      person: cells[person] ?? "",
      address: cells[address] ?? "",
      code: cells[code] ?? "",
      asksToTest: cells[test] === "yes",
    };
    if (test >= 0 && !read.asksToTest && cells[test] !== "no")
      faults.push({ fault: "test", row: read.row });
    const bare = read.code.replace(/[ -]/g, "").toUpperCase();
    const first = seen.get(bare);
    if (refusalOf(() => wipe(parseVotingCode(read.code))) !== null)
      faults.push({ fault: "code", row: read.row });
    else if (first !== undefined) faults.push({ fault: "codeTwice", row: read.row, first });
    else seen.set(bare, read.row);
    return read;
  });
  return { rows: faults.length > 0 ? [] : rows, faults };
}

export interface RollComparison {
  readonly same: number;
  // Whose codes are not on the published list.
  readonly missing: readonly CodeRow[];
  // How many on the published list have none of these codes.
  readonly strangers: number;
}

// published: credentials in base64url. Each code takes a moment, on purpose; the page stays alive
// in between.
export async function compareRoll(
  election: string,
  rows: readonly CodeRow[],
  published: ReadonlySet<string>,
  onProgress: (done: number) => void,
): Promise<RollComparison> {
  const missing: CodeRow[] = [];
  for (const [i, row] of rows.entries()) {
    const code = parseVotingCode(row.code);
    const secret = deriveCredentialKey(code, election);
    if (!published.has(encodeBase64Url(credentialOf(secret)))) missing.push(row);
    wipe(code, secret);
    onProgress(i + 1);
    await new Promise((done) => setTimeout(done, 0));
  }
  const same = rows.length - missing.length;
  return { same, missing, strangers: published.size - same };
}
