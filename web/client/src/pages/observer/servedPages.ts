// The pages that the operators serve, held against the hashes that officials have put on the log.
import { receiptCode } from "../../ballot/receiptCode.ts";
import { filePatienceMs, type Operators, type Reply } from "../../bulletinBoard/operators.ts";
import { decodeBase64Url, equalBytes } from "../../crypto/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import { say } from "../../text/texts.ts";
import { element, type Child } from "../../ui/element.ts";
import type { PublicAct } from "../../verifier/publicActs.ts";
import { source, table, verifyFirst } from "./panel.ts";

// By the name that the post has.
const paths: Readonly<Record<string, string>> = {
  voter: "vote",
  check: "check",
  observer: "observe",
  trustee: "trustee",
  authority: "",
};

export type PageComparison = "same" | "other" | "unread";

export interface ServedPage {
  readonly name: string;
  readonly address: string;
  readonly published: Uint8Array; // the hash
  readonly comparison: PageComparison;
}

// A later post replaces an earlier one of the same name.
function publishedHashes(acts: readonly PublicAct[]): Map<string, Uint8Array> {
  const hashes = new Map<string, Uint8Array>();
  for (const { type, fields } of acts) {
    const hash = decodeBase64Url(String(fields["hash"]));
    if (type === "page" && hash !== null) hashes.set(String(fields["page"]), hash);
  }
  return hashes;
}

const compare = (reply: Reply | null, published: Uint8Array): PageComparison =>
  reply?.status !== 200 ? "unread" : equalBytes(sha256(reply.bytes), published) ? "same" : "other";

export async function compareServedPages(
  operators: Operators,
  election: string,
  acts: readonly PublicAct[],
): Promise<ServedPage[]> {
  const served: ServedPage[] = [];
  for (const [name, hash] of publishedHashes(acts)) {
    const path = name === "authority" ? "/authority" : `/e/${election}/${paths[name]}`;
    if (paths[name] === undefined) continue;
    for (const operator of operators.addresses) {
      const comparison = compare(
        await operators.ask(operator, path, { timeoutMs: filePatienceMs }),
        hash,
      );
      served.push({ name, address: operator + path, published: hash, comparison });
    }
  }
  return served;
}

export function showServedPages(served: readonly ServedPage[] | null): Child[] {
  if (served === null) return [verifyFirst()];
  if (served.length === 0) return [element("p", {}, say("observer.pages.none")), source(true)];
  const rows = served.map(({ address, published, comparison }): Child[] => [
    address,
    element("span", { class: "code" }, receiptCode(published)),
    say(`observer.pages.${comparison}`),
  ]);
  return [
    served.some(({ comparison }) => comparison === "other") &&
      element("div", { class: "outcome warn" }, element("p", {}, say("observer.pages.warning"))),
    table(
      "observer.pages",
      ["observer.column.address", "observer.column.code", "observer.column.page"],
      rows,
    ),
    source(true),
  ];
}
