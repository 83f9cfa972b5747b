// Why the ballot box took no post, for officials and trustees.
import type { Refused } from "../crypto/refused.ts";
import { type Words, keyPart, say } from "../text/texts.ts";

const knownCodes = [
  "http.unreachable",
  "http.status",
  "rules.phase",
  "rules.rehearsal",
  "rules.keys",
  "rules.revoked",
  "rules.last_keys",
  "rules.reason",
  "rules.trustee",
  "rules.twice",
  "rules.election",
  "rules.disqualified",
  "rules.belongs",
  "rules.key_reuse",
  "post.signatures",
  "post.spelling",
  "note.signature",
  "note.form",
  "trustee.aggregate",
  "trustee.small",
  "trustee.dealing",
  "trustee.compare",
  "trustee.static",
  "trustee.clock",
  "trustee.cosigned",
  "ceremony.share",
  "ceremony.reveal",
] as const;

// The reason in words, with the code for those who look it up.
export function refusalWords(refusal: Refused): Words {
  const known = knownCodes.find((code) => code === refusal.code);
  if (known === undefined) return say("officials.refused.other", { reason: refusal.message });
  const words = say(`officials.refused.${keyPart(known)}`);
  return () => `${words()} (${refusal.message})`;
}
