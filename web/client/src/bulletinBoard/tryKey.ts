import { Refused } from "../crypto/refused.ts";
import { VerifierKey } from "./signedNote.ts";

// Null for a text that is not a verifier key.
export function tryKey(text: string): VerifierKey | null {
  try {
    return VerifierKey.parse(text);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}
