// The two check codes of a trustee: of what was announced, and of what the ceremony made.
import { type CheckCode, checkCodeOf } from "../ballot/checkCode.ts";
import { certifiedBytes } from "../crypto/dkg/certificate.ts";
import { sha256 } from "../crypto/hash.ts";
import { type CeremonyView, ceremonyOf } from "./ceremonyView.ts";

// Definition, officials, registrar, trustees, and the log on which they are announced.
export function announcementCode(view: CeremonyView): CheckCode {
  return checkCodeOf(view.announcement);
}

// What the certificates of the ceremony sign. From the phase certify on.
export function ceremonyCode(view: CeremonyView): CheckCode {
  return checkCodeOf(sha256(certifiedBytes(ceremonyOf(view), view.dealings)));
}
