// An election to practise with: the same questions under another fingerprint, so that no board
// takes a ballot of it, and a key that nobody holds, so that nobody opens one. Both follow from the
// election, so that a second device can open a practice test.
import { ascii, frame } from "../crypto/bytes.ts";
import { elementFromHash } from "../crypto/group.ts";
import { sha256, sha512 } from "../crypto/hash.ts";
import type { Election } from "./election.ts";

const name = frame(ascii("tabella/v1/practice"));

export const practiceOf = (election: Election): Election => ({
  ...election,
  fingerprint: sha256(name, election.fingerprint),
  key: elementFromHash(sha512(name, election.fingerprint)),
});
