// Check codes: what people read aloud to each other, to see that all were shown the same. Their
// form is that of receipt codes. docs/protocol.md, "Receipt codes".
import type { Bytes } from "../crypto/bytes.ts";
import { receiptCode } from "./receiptCode.ts";

export interface CheckCode {
  readonly code: string;
  readonly hash: Bytes;
}

export const checkCodeOf = (hash: Bytes): CheckCode => ({ code: receiptCode(hash), hash });
