// What a page was stamped with: the election it serves and whom it trusts. A page takes these from
// nowhere else, neither from its address nor from the server that delivered it.
import {
  type Shaped,
  fields,
  flag,
  listOf,
  nullable,
  oneOf,
  text,
  tryShape,
} from "../ballot/shape.ts";

const stampShape = fields({
  version: oneOf(["tabella/v1"]),
  page: oneOf(["voter", "check", "trustee", "authority", "observer"]),
  election: nullable(text),
  definition: nullable(text),
  fingerprint: nullable(text),
  election_key: nullable(text),
  policy: nullable(text),
  operators: listOf(text),
  practice: flag,
});
export type Stamp = Shaped<typeof stampShape>;

// null: the file is as released and serves no election yet, or what stands there is not a stamp.
export const readStamp = (document: Document): Stamp | null =>
  tryShape(document.getElementById("tabella-stamp")?.textContent ?? "null", stampShape);
