// A verifier key that people typed or a file holds: null for a text that is none.
import { Refused, resultOf } from "../crypto/refused.ts";
import { VerifierKey } from "./signedNote.ts";

export function tryKey(text: string): VerifierKey | null {
  const key = resultOf(() => VerifierKey.parse(text));
  return key instanceof Refused ? null : key;
}
