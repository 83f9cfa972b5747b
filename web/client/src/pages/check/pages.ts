// Compares each operator's copy of the voter page with the hash in the ballot box.
import { equalBytes } from "../../crypto/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import type { OpenedRecord } from "./finding.ts";
import type { CheckPage } from "./page.ts";

export interface PageCheck {
  readonly address: string;
  readonly state: "same" | "different" | "no_answer" | "not_published";
}

export async function checkPages(
  { operators, stamp }: CheckPage,
  { record }: OpenedRecord,
): Promise<PageCheck[]> {
  const published = record.pages.get("voter");
  const path = `/e/${stamp.election}/vote`;
  return Promise.all(
    operators.addresses.map(async (operator): Promise<PageCheck> => {
      const address = operator + path;
      if (published === undefined) return { address, state: "not_published" };
      const reply = await operators.ask(operator, path);
      if (reply?.status !== 200) return { address, state: "no_answer" };
      return { address, state: equalBytes(sha256(reply.bytes), published) ? "same" : "different" };
    }),
  );
}
