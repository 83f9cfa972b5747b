// Proof that an entry is in the log under a policy (C2SP tlog-proof): docs/log.md, "Receipts". It
// does not hold the entry: who checks brings its own bytes.
import { type Bytes, decodeBase64, decodeUtf8, encodeBase64, utf8 } from "../crypto/bytes.ts";
import { Refused } from "../crypto/refused.ts";
import type { SignedCheckpoint } from "./checkpoint.ts";
import { decodeDecimal } from "./decimal.ts";
import { type Hash, leafHash, verifyInclusion } from "./merkleTree.ts";
import { openCheckpointUnder, type Policy } from "./policy.ts";

export interface Receipt {
  readonly index: bigint;
  readonly path: readonly Hash[];
  // As it came, with its signatures.
  readonly checkpoint: Bytes;
}

// No tree is higher.
const maxPath = 64;

// Throws Refused with the code receipt.form.
//
//   c2sp.org/tlog-proof@v1
//   index 7
//   qINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs=
//
//   the checkpoint, a note
export function parseReceipt(bytes: Uint8Array): Receipt {
  const wrong = (detail: string): never => {
    throw new Refused("receipt.form", "", detail);
  };
  const text = decodeUtf8(bytes) ?? wrong("is not UTF-8");
  const empty = text.indexOf("\n\n");
  if (empty < 0 || empty + 2 === text.length) return wrong("has no checkpoint");
  const [header, ...lines] = text.slice(0, empty).split("\n");
  if (header !== "c2sp.org/tlog-proof@v1") return wrong("is no tlog-proof of version 1");
  if (lines[0]?.startsWith("extra ")) {
    if (decodeBase64(lines.shift()!.slice(6)) === null)
      return wrong("has extra data without base64");
  }
  const index = /^index (.*)$/.exec(lines.shift() ?? "")?.[1];
  if (index === undefined) return wrong("has no index");
  if (lines.length > maxPath) return wrong("has too many hashes");
  return {
    index: decodeDecimal(index) ?? wrong("has an index that is no decimal number"),
    path: lines.map((line) => {
      const hash = decodeBase64(line);
      return hash?.length === 32 ? hash : wrong("has a hash that is not 32 bytes");
    }),
    checkpoint: utf8(text.slice(empty + 2)),
  };
}

export function encodeReceipt({ index, path, checkpoint }: Receipt): Bytes {
  const hashes = path.map((hash) => `${encodeBase64(hash)}\n`).join("");
  const head = `c2sp.org/tlog-proof@v1\nindex ${index}\n${hashes}\n`;
  return utf8(head + decodeUtf8(checkpoint)!);
}

// The checkpoint under which `entry` is in the log. Throws Refused: what is wrong with the
// checkpoint, or receipt.inclusion.
export function verifyReceipt(
  receipt: Receipt,
  entry: Uint8Array,
  policy: Policy,
): SignedCheckpoint {
  const opened = openCheckpointUnder(policy, receipt.checkpoint);
  const { size, root } = opened.checkpoint;
  if (!verifyInclusion(receipt.index, size, leafHash(entry), receipt.path, root)) {
    throw new Refused(
      "receipt.inclusion",
      `entry ${receipt.index}`,
      `is not this one under the checkpoint of size ${size}`,
    );
  }
  return opened;
}
