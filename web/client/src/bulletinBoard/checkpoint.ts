// What the log and its cosigners sign: docs/log.md, "Checkpoints".
import { decodeBase64, equalBytes, utf8 } from "../crypto/bytes.ts";
import { verifyEd25519 } from "../crypto/ed25519.ts";
import { Refused } from "../crypto/refused.ts";
import { decodeDecimal } from "./decimal.ts";
import { emptyRoot, type Hash } from "./merkleTree.ts";
import {
  isKeyName,
  isSignatureOf,
  parseNote,
  type SignedNote,
  type VerifierKey,
  verifyNote,
} from "./signedNote.ts";

export interface Checkpoint {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Hash;
}

export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly note: SignedNote;
}

// Throws Refused with the code checkpoint.form.
//
//   board.example/practice
//   31
//   qINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs=
export function parseCheckpoint(text: string): Checkpoint {
  const wrong = (detail: string): never => {
    throw new Refused("checkpoint.form", "", detail);
  };
  const lines = text.split("\n");
  if (lines.length < 4) return wrong("has fewer than three lines");
  if (lines.length > 4 || lines[3] !== "") return wrong("has an extension line");
  const [origin, digits, base64] = lines as [string, string, string];
  if (!isKeyName(origin)) return wrong("has no origin");
  const size = decodeDecimal(digits) ?? wrong("has a size that is no decimal number");
  const root = decodeBase64(base64);
  if (root?.length !== 32) return wrong("has no root of 32 bytes");
  if (size === 0n && !equalBytes(root, emptyRoot())) return wrong("has a root without entries");
  return { origin, size, root };
}

// Verifies the log's signature.
export function openCheckpoint(bytes: Uint8Array, log: VerifierKey): SignedCheckpoint {
  const note = parseNote(bytes);
  const checkpoint = parseCheckpoint(note.text);
  if (checkpoint.origin !== log.name)
    throw new Refused("checkpoint.origin", checkpoint.origin, `is not ${log.name}`);
  verifyNote(note, log);
  return { checkpoint, note };
}

// The time of a cosigner's latest cosignature; null where it gave none. Throws Refused with the
// code checkpoint.cosignature where one is wrong.
export function cosignatureTime(note: SignedNote, cosigner: VerifierKey): bigint | null {
  let latest: bigint | null = null;
  for (const { signature } of note.signatures.filter((each) => isSignatureOf(each, cosigner))) {
    const wrong = (detail: string): never => {
      throw new Refused("checkpoint.cosignature", cosigner.name, detail);
    };
    if (signature.length !== 72) return wrong("is wrong");
    const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
    if (time === 0n || time >= 2n ** 63n) return wrong("has an impossible time");
    const signed = utf8(`cosignature/v1\ntime ${time}\n${note.text}`);
    if (!verifyEd25519(cosigner.key, signed, signature.slice(8))) return wrong("is wrong");
    if (latest === null || time > latest) latest = time;
  }
  return latest;
}
