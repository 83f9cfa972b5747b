// docs/protocol.md, "JSON": YYYY-MM-DDTHH:MM:SSZ of an existing day from 1970 on.

// Seconds since 1970-01-01T00:00:00Z, or null.
//
//   2027-05-01T06:00:00Z
export function decodeTime(text: string): number | null {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/.test(text)) return null;
  const milliseconds = Date.parse(text);
  // Days and hours that do not exist are moved by the parser, or read as no number.
  if (
    !Number.isFinite(milliseconds) ||
    milliseconds < 0 ||
    encodeTime(milliseconds / 1000) !== text
  )
    return null;
  return milliseconds / 1000;
}

export const encodeTime = (seconds: number): string =>
  `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
