// What a voter gets, before it is printed: the one place where a person and a voting code meet.

export interface Letter {
  readonly person: string;
  readonly address: string; // may be empty
  readonly code: string;
}

// For the mail merge of a printer; anyone who sees it can vote.
export function lettersCsv(letters: readonly Letter[]): string {
  const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  const rows = letters.map(({ person, address, code }) =>
    [person, address, code].map(quote).join(","),
  );
  return `${["person,address,code", ...rows].join("\r\n")}\r\n`;
}
