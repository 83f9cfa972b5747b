// What a voter gets, before it is printed: the one place where a person and a voting code meet.

export interface Letter {
  readonly person: string;
  readonly address: string; // may be empty
  readonly code: string;
  // Whether it asks its reader to test the voting page. Nothing else tells who is asked, so that
  // the page under test does not know.
  readonly asksToTest: boolean;
}

// For the mail merge of a printer; anyone who sees it can vote, and knows who is asked to test.
export function lettersCsv(letters: readonly Letter[]): string {
  const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  const rows = letters.map(({ person, address, code, asksToTest }) =>
    [person, address, asksToTest ? "yes" : "no", code].map(quote).join(","),
  );
  return `${["person,address,test,code", ...rows].join("\r\n")}\r\n`;
}
