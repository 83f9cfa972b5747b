// The election of a stamp, ready to seal for and to check with.
import { compileAll } from "../ballot/compile.ts";
import { decodeDefinition } from "../ballot/definitionJson.ts";
import type { Election } from "../ballot/election.ts";
import { decodeHex, utf8 } from "../crypto/bytes.ts";
import { decodeElement } from "../crypto/group.ts";
import type { Stamp } from "./stamp.ts";

// null: the stamp was made before the voter list and the trustees' work were done.
export function readElection({ definition, fingerprint, election_key }: Stamp): Election | null {
  const key = decodeElement(decodeHex(election_key ?? "") ?? new Uint8Array());
  const bytes = decodeHex(fingerprint ?? "");
  if (definition === null || key === null || bytes?.length !== 32) return null;
  const decoded = decodeDefinition(utf8(definition));
  return { definition: decoded, styles: compileAll(decoded), fingerprint: bytes, key };
}
