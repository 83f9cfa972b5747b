// The two check codes of a trustee: of what was announced, and of what the ceremony made.
import { type CheckCode, checkCodeOf } from "../ballot/checkCode.ts";
import { utf8 } from "../crypto/bytes.ts";
import { certifiedBytes } from "../crypto/dkg/certificate.ts";
import { sha256 } from "../crypto/hash.ts";
import type { CeremonyView } from "./ceremonyView.ts";

// Definition, officials, registrar, trustees: what is announced.
export function announcementCode(view: CeremonyView): CheckCode {
  return checkCodeOf(sha256(utf8(view.announcement)));
}

// What the certificates of the ceremony sign. From the phase certify on.
export function ceremonyCode(view: CeremonyView): CheckCode {
  return checkCodeOf(sha256(certifiedBytes(view.ceremony, view.dealings)));
}
