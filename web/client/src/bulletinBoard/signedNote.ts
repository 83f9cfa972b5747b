// A text with signatures (C2SP signed-note): docs/log.md, "Notes".
import {
  ascii,
  type Bytes,
  concat,
  decodeBase64,
  decodeHex,
  decodeUtf8,
  encodeBase64,
  encodeHex,
  equalBytes,
  utf8,
} from "../crypto/bytes.ts";
import {
  decodeEd25519PublicKey,
  type Ed25519PublicKey,
  ed25519PublicKey,
  type Ed25519SecretKey,
  signEd25519,
  verifyEd25519,
} from "../crypto/ed25519.ts";
import { sha256 } from "../crypto/hash.ts";
import { Refused } from "../crypto/refused.ts";

// Ed25519 over the text; a cosignature with its time.
export const signatureTypes = { ed25519: 1, cosignature: 4 } as const;
export type SignatureType = (typeof signatureTypes)[keyof typeof signatureTypes];

const maxNoteSize = 1 << 20;
const maxSignatures = 64;

// Characters beyond ASCII may be white space in Unicode; names are host names and paths.
export const isKeyName = (name: string): boolean => /^[!-*,-~]+$/.test(name);

const isNoteText = (text: string): boolean => /^[^\u0000-\u0009\u000b-\u001f\u007f]*\n$/.test(text);

// What a verifier key is called, of its text as it is written: NAME+ID+KEY.
export const nameOfKey = (text: string): string => text.split("+")[0]!;

// The public half of a signer: a name, a type of signature, and a key. Its text is how people and
// policies write it.
export class VerifierKey {
  readonly id: Bytes;

  constructor(
    readonly name: string,
    readonly type: SignatureType,
    readonly key: Ed25519PublicKey,
  ) {
    if (!isKeyName(name)) throw new RangeError("VerifierKey: name is no key name");
    this.id = sha256(utf8(name), ascii("\n"), Uint8Array.of(type), key).slice(0, 4);
  }

  // NAME+hex(key id)+base64(type || public key). Throws Refused with the code note.key.
  //
  //   ada+c8a5f0e2+AQ5x...
  static parse(text: string): VerifierKey {
    const wrong = (detail: string): never => {
      throw new Refused("note.key", "", detail);
    };
    const parts = /^([^+]*)\+([^+]*)\+(.*)$/s.exec(text);
    if (parts === null) return wrong("is not name+id+key");
    const [id, typed] = [decodeHex(parts[2]!), decodeBase64(parts[3]!)];
    if (!isKeyName(parts[1]!)) return wrong("has a name that is no key name");
    if (id?.length !== 4) return wrong("has no key id of 8 hexadecimal digits");
    if (typed?.length !== 33) return wrong("is no Ed25519 key");
    const type = Object.values(signatureTypes).find((each) => each === typed[0]);
    if (type === undefined) return wrong("has a type of signature that is not known");
    const key = decodeEd25519PublicKey(typed.slice(1)) ?? wrong("is no Ed25519 key");
    const verifier = new VerifierKey(parts[1]!, type, key);
    return equalBytes(verifier.id, id) ? verifier : wrong("has an id that is not the key's");
  }

  get text(): string {
    const key = concat(Uint8Array.of(this.type), this.key);
    return `${this.name}+${encodeHex(this.id)}+${encodeBase64(key)}`;
  }
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: Bytes;
  readonly signature: Bytes;
}

export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export const isSignatureOf = ({ name, keyId: keyId }: NoteSignature, key: VerifierKey): boolean =>
  name === key.name && equalBytes(keyId, key.id);

function parseLine(line: string): NoteSignature | null {
  const parts = /^\u2014 ([^ ]+) ([^ ]*)$/.exec(line);
  const blob = decodeBase64(parts?.[2] ?? "=");
  if (parts === null || !isKeyName(parts[1]!) || blob === null || blob.length <= 4) return null;
  return { name: parts[1]!, keyId: blob.slice(0, 4), signature: blob.slice(4) };
}

// Throws Refused with the code note.form. The text ends at the last empty line.
//
//   the text, a line or more
//
//   — board.example/practice yKXw4lSEm...
export function parseNote(bytes: Uint8Array): SignedNote {
  const malformed = (detail: string): never => {
    throw new Refused("note.form", "", detail);
  };
  if (bytes.length > maxNoteSize) return malformed("is too large");
  const note = decodeUtf8(bytes) ?? malformed("is not UTF-8");
  const end = note.lastIndexOf("\n\n");
  if (end < 0) return malformed("has no empty line before its signatures");
  const text = note.slice(0, end + 1);
  if (!isNoteText(text)) return malformed("is no text that can be signed");
  const rest = note.slice(end + 2);
  if (!rest.endsWith("\n")) return malformed("has no signature, or not a whole one");
  const lines = rest.slice(0, -1).split("\n");
  if (lines.length > maxSignatures) return malformed("has too many signatures");
  return {
    text,
    signatures: lines.map(
      (line, i) => parseLine(line) ?? malformed(`signature ${i + 1} is no signature line`),
    ),
  };
}

const signatureLine = ({ name, keyId: keyId, signature }: NoteSignature): string =>
  `\u2014 ${name} ${encodeBase64(concat(keyId, signature))}\n`;

export const encodeNote = ({ text, signatures }: SignedNote): Bytes =>
  utf8(`${text}\n${signatures.map(signatureLine).join("")}`);

// Throws Refused with the code note.signature unless the key signed, and every line of it is right.
export function verifyNote(note: SignedNote, key: VerifierKey): void {
  const its = note.signatures.filter((each) => isSignatureOf(each, key));
  if (its.length === 0) throw new Refused("note.signature", key.name, "is missing");
  if (!its.every(({ signature }) => verifyEd25519(key.key, utf8(note.text), signature))) {
    throw new Refused("note.signature", key.name, "is wrong");
  }
}

export function signNote(text: string, name: string, secret: Ed25519SecretKey): NoteSignature {
  if (!isNoteText(text)) throw new RangeError("signNote: text is no text that can be signed");
  const key = new VerifierKey(name, signatureTypes.ed25519, ed25519PublicKey(secret));
  return { name, keyId: key.id, signature: signEd25519(secret, utf8(text)) };
}
