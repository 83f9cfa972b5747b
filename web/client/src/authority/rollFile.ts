// A voter list as CSV (RFC 4180): one row a person. Either every row is right or nothing is
// imported, and every wrong row is named. It stays in the browser; only credentials become public.

export interface VoterRow {
  readonly person: string;
  readonly address: string;
  readonly style: string;
  readonly weight: number;
}

export type RollFault =
  | { readonly fault: "columns" | "empty" }
  | { readonly fault: "cells" | "person" | "address"; readonly row: number }
  | { readonly fault: "twice"; readonly row: number; readonly first: number }
  | { readonly fault: "style" | "weight"; readonly row: number; readonly value: string };

export interface RollFile {
  readonly rows: readonly VoterRow[];
  readonly faults: readonly RollFault[];
}

// Rows of cells; quotes may hold commas, line ends and doubled quotes.
//
//   "Ada, Countess",1 Lane,north,2
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endCell = (): void => {
    row.push(cell.trim());
    cell = "";
  };
  const endRow = (): void => {
    endCell();
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  };
  const body = text.replace(/^\uFEFF/, "");
  for (let i = 0; i < body.length; ++i) {
    const character = body[i]!;
    if (quoted && character === '"' && body[i + 1] === '"') {
      cell += '"';
      i += 1;
    } else if (character === '"') quoted = !quoted;
    else if (quoted) cell += character;
    else if (character === "," || character === ";") endCell();
    else if (character === "\n") endRow();
    else if (character !== "\r") cell += character;
  }
  endRow();
  return rows;
}

// The first row names the columns: person, address, and perhaps style and weight.
//
//   person,address,style,weight
//   Anna,1 Lane,north,1
export function readRoll(text: string, styles: readonly string[], maxWeight: number): RollFile {
  const [head, ...body] = parseCsv(text);
  const columns = (head ?? []).map((name) => name.toLowerCase());
  if (!columns.includes("person") || !columns.includes("address")) {
    return { rows: [], faults: [{ fault: "columns" }] };
  }
  if (body.length === 0) return { rows: [], faults: [{ fault: "empty" }] };
  const faults: RollFault[] = [];
  const seen = new Map<string, number>();
  const rows = body.map((cells, i) => {
    const row = i + 2; // as a spreadsheet counts
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? "";
    const person = cell("person");
    const style = cell("style") || styles[0]!;
    const weight = cell("weight") === "" ? 1 : Number(cell("weight"));
    if (cells.length > columns.length) faults.push({ fault: "cells", row });
    if (person === "") faults.push({ fault: "person", row });
    if (cell("address") === "") faults.push({ fault: "address", row });
    const key = person.normalize("NFKC").toLowerCase();
    const first = seen.get(key);
    if (person !== "" && first !== undefined) faults.push({ fault: "twice", row, first });
    if (first === undefined) seen.set(key, row);
    if (!styles.includes(style)) faults.push({ fault: "style", row, value: style });
    if (!Number.isInteger(weight) || weight < 1 || weight > maxWeight) {
      faults.push({ fault: "weight", row, value: cell("weight") });
    }
    return { person, address: cell("address"), style, weight };
  });
  return { rows: faults.length > 0 ? [] : rows, faults };
}
