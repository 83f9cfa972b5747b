// Of elections, questions, options and styles: nothing in them can be confused on a page, in a path
// or in JSON. docs/protocol.md, "JSON".
export const isIdentifier = (text: string): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text);
