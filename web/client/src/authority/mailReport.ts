// What became of invitations by mail: the report that `tabella roll send` keeps next to a table of
// codes, a line for each change (row, name, address, state, reason), of which the last of each row
// counts.
import { parseCsv } from "./rollFile.ts";

const states = ["unsent", "begun", "sent", "refused", "returned"] as const;
export type MailState = (typeof states)[number];

export interface Mail {
  readonly row: number;
  readonly name: string;
  readonly address: string;
  readonly state: MailState;
  readonly reason: string;
}

export interface MailReport {
  readonly counts: Readonly<Record<MailState, number>>;
  // Those that a person has to look after, by row
  readonly troubled: readonly Mail[];
}

// For so many voters; null if it is not such a report.
//
//   3,Cem,cem@mail.example,refused,"550 no such person"
export function readMailReport(text: string, voters: number): MailReport | null {
  // What a crash cut off tells of nothing.
  const rows = parseCsv(text.slice(0, text.lastIndexOf("\n") + 1));
  const mails = new Map<number, Mail>();
  for (const [number, name, address, state, reason, ...more] of rows) {
    const row = Number(number);
    const known = states.find((each) => each === state);
    const fits = Number.isInteger(row) && row >= 1 && row <= voters && more.length === 0;
    if (!fits || known === undefined || reason === undefined) return null;
    mails.set(row, { row, name: name!, address: address!, state: known, reason });
  }
  const counts = { unsent: voters, begun: 0, sent: 0, refused: 0, returned: 0 };
  for (const { state } of mails.values()) {
    --counts.unsent;
    ++counts[state];
  }
  const troubled = [...mails.values()]
    .filter(({ state }) => state !== "sent" && state !== "unsent")
    .sort((a, b) => a.row - b.row);
  return { counts, troubled };
}
