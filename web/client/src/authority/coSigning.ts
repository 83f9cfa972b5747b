// A post that passes from one signer to the next, as a file or a text. It is sent with exactly the
// signatures that the rules ask for, in their order. docs/log.md, "Posts".
import {
  type NoteSignature,
  type SignedNote,
  VerifierKey,
  encodeNote,
  isSignatureOf,
  parseNote,
  verifyNote,
} from "../bulletinBoard/signedNote.ts";
import { postText } from "../bulletinBoard/postText.ts";
import type { Signer } from "../bulletinBoard/signer.ts";
import { anyObject, readShape, tryShape } from "../ballot/shape.ts";
import { type Bytes, utf8 } from "../crypto/bytes.ts";
import { Refused, refusalOf } from "../crypto/refused.ts";
import { tryKey } from "../bulletinBoard/tryKey.ts";
import type { RevokedKey } from "../verifier/report.ts";

export interface Revocation {
  readonly key: VerifierKey;
  readonly reason: string;
  readonly time: number; // seconds since 1970
}

export interface Required {
  // Of which log an election's post has to be, and of which announcement every other one.
  readonly belongsTo: string;
  readonly operator: VerifierKey | null; // null: need not sign
  readonly officials: readonly VerifierKey[]; // in their order, revoked ones too
  readonly revoked: readonly Revocation[];
  readonly threshold: number;
}

export interface PostFile {
  readonly line: string;
  readonly belongsTo: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly note: SignedNote;
}

// Unsigned yet (its text and an empty line), or a note. Code note.form.
//
//   {"type":"open","election":"square"}
//   of uH9c0pD2...
//
//   — ada mPjTrcLq...
export function parsePostFile(content: string): PostFile | Refused {
  let note: SignedNote;
  if (/^[^\n]*\n[^\n]*\n\n$/.test(content)) {
    note = { text: content.slice(0, -1), signatures: [] };
  } else {
    const refusal = refusalOf(() => (note = parseNote(utf8(content))));
    if (refusal !== null) return refusal;
  }
  const [line, belongsTo] = /^([^\n]*)\nof ([^\n]+)\n$/.exec(note!.text)?.slice(1) ?? [];
  const fields = tryShape(line ?? "", anyObject);
  return line !== undefined &&
    belongsTo !== undefined &&
    fields !== null &&
    JSON.stringify(fields) === line
    ? { line, belongsTo, fields, note: note! }
    : new Refused("note.form", "", "holds no post");
}

export function newPostFile(line: string, belongsTo: string): PostFile {
  const text = postText(line, belongsTo);
  return { line, belongsTo, fields: readShape(line, anyObject), note: { text, signatures: [] } };
}

// A log as it says of itself: who runs it, and the name of its key.
export interface LogParties {
  readonly operator: string;
  readonly origin: string;
}

export interface Officials {
  // Hash of the election's post, in base64url.
  readonly announcement: string;
  readonly officials: readonly VerifierKey[];
  readonly threshold: number;
  readonly revoked: readonly RevokedKey[];
}

// Whom the rules ask, for a new election from the post itself, for other posts from the election.
export function requiredFor(
  file: PostFile,
  log: LogParties | null,
  election: Officials | null,
): Required | null {
  if (file.fields["type"] !== "election") {
    if (election === null) return null;
    const { announcement, officials, threshold } = election;
    const revoked = election.revoked.map(({ official, reason, time }): Revocation => ({
      key: officials[official - 1]!,
      reason,
      time,
    }));
    return { belongsTo: announcement, operator: null, officials, revoked, threshold };
  }
  const texts = file.fields["officials"];
  const threshold = file.fields["officials_threshold"];
  const operator = log === null ? null : tryKey(log.operator);
  if (!Array.isArray(texts) || typeof threshold !== "number") return null;
  if (log === null || operator === null) return null;
  const officials = texts.map((text) => tryKey(String(text))).filter((key) => key !== null);
  return { belongsTo: log.origin, operator, officials, revoked: [], threshold };
}

// What belongs elsewhere is neither signed nor sent: the rules would refuse it, and on the other
// log it would count.
export const belongs = (file: PostFile, required: Required): boolean =>
  file.note.text === postText(file.line, required.belongsTo);

// Whose signatures the rules accept.
export const speaking = ({ officials, revoked }: Required): VerifierKey[] =>
  officials.filter(({ text }) => !revoked.some(({ key }) => key.text === text));

// Signatures that are right; a line that is wrong counts as missing.
function signatureBy(file: PostFile, key: VerifierKey): NoteSignature | null {
  const signature = file.note.signatures.find((each) => isSignatureOf(each, key)) ?? null;
  if (signature === null) return null;
  const alone = { text: file.note.text, signatures: [signature] };
  return refusalOf(() => verifyNote(alone, key)) === null ? signature : null;
}

export interface SigningProgress {
  readonly signed: readonly VerifierKey[];
  readonly revoked: readonly Revocation[]; // whose keys signed, and speak no longer
  readonly missing: readonly VerifierKey[]; // who may still sign
  readonly lacking: number; // how many officials are still needed
  readonly operatorLacks: boolean;
  readonly complete: boolean;
}

export function progressOf(file: PostFile, required: Required): SigningProgress {
  const { operator, threshold } = required;
  const all = [...(operator === null ? [] : [operator]), ...speaking(required)];
  const signed = all.filter((key) => signatureBy(file, key) !== null);
  const missing = all.filter((key) => !signed.includes(key));
  const operatorLacks = operator !== null && !signed.includes(operator);
  const lacking = Math.max(0, threshold - signed.filter((key) => key !== operator).length);
  const revoked = required.revoked.filter(({ key }) =>
    file.note.signatures.some((each) => isSignatureOf(each, key)),
  );
  const complete = !operatorLacks && lacking === 0 && revoked.length === 0;
  return { signed, revoked, missing, lacking, operatorLacks, complete };
}

// The file as it was before revoked keys signed it.
export function withoutRevoked(file: PostFile, required: Required): PostFile {
  const signatures = file.note.signatures.filter(
    (each) => !required.revoked.some(({ key }) => isSignatureOf(each, key)),
  );
  return { ...file, note: { text: file.note.text, signatures } };
}

export function sign(file: PostFile, signer: Signer): PostFile {
  const others = file.note.signatures.filter((each) => !isSignatureOf(each, signer.verifier));
  const signatures = [...others, signer.sign(file.note.text)];
  return { ...file, note: { text: file.note.text, signatures } };
}

// What goes on to the next signer.
export const encodePostFile = ({ note }: PostFile): string =>
  note.signatures.length === 0 ? `${note.text}\n` : new TextDecoder().decode(encodeNote(note));

// What is sent: the operator first, then as many officials as needed, in the order of their list.
export function complete(file: PostFile, required: Required): Bytes | null {
  if (!belongs(file, required) || !progressOf(file, required).complete) return null;
  const { operator, threshold } = required;
  const signing = speaking(required)
    .filter((key) => signatureBy(file, key) !== null)
    .slice(0, threshold);
  const order = operator === null ? signing : [operator, ...signing];
  const signatures = order.map((key) => signatureBy(file, key)!);
  return encodeNote({ text: file.note.text, signatures });
}
