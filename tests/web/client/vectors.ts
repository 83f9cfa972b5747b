// The vectors that the C++ tests read too.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeHex, type Bytes } from "../../../web/client/src/crypto/bytes.ts";

export const root = process.env["TABELLA_ROOT"] ?? "";

export const readVectorText = (path: string): string =>
  readFileSync(join(root, "tests/vectors", path), "utf8");

export const readVectors = <Form>(path: string): Form => JSON.parse(readVectorText(path)) as Form;

export function hex(text: string): Bytes {
  const bytes = decodeHex(text);
  if (bytes === null) throw new Error(`not hexadecimal: ${text}`);
  return bytes;
}
