// How long a ballot's line on the log is: docs/protocol.md, "Ballot posts".

// A log entry's limit (C2SP tlog-tiles).
export const maxPostSize = 65_535;

// The longest post of a style: 184 + len(style id) + ceil(4 * sealed size / 3)
export const ballotPostSize = (style: string, sealedSize: number): number =>
  184 + style.length + Math.ceil((4 * sealedSize) / 3);
