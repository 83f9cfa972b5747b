// Check codes: what people read aloud to each other, to see that all were shown the same. Their form
// is that of receipt codes. docs/protocol.md, "Receipt codes".
import { receiptCode } from "../ballot/receiptCode.ts";
import { utf8 } from "../crypto/bytes.ts";
import { certifiedBytes } from "../crypto/dkg/certificate.ts";
import { sha256 } from "../crypto/hash.ts";
import type { ElectionView } from "./electionView.ts";

export interface CheckCode {
  readonly code: string;
  readonly hash: Uint8Array;
}

function checkCodeOf(hash: Uint8Array): CheckCode {
  return { code: receiptCode(hash), hash };
}

// Definition, officials, registrar, trustees: what is announced.
export function announcementCode(view: ElectionView): CheckCode {
  return checkCodeOf(sha256(utf8(view.announcement)));
}

// What the certificates of the ceremony sign. From the phase certify on.
export function ceremonyCode(view: ElectionView): CheckCode {
  return checkCodeOf(sha256(certifiedBytes(view.ceremony, view.dealings)));
}
