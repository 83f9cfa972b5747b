// The pages that the operators serve, held against the hashes that officials have put on the log.
import { receiptCode } from "../../ballot/receiptCode.ts";
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

export type Comparison = "same" | "other" | "unread";

export interface ServedPage {
  readonly name: string;
  readonly address: string;
  readonly published: Uint8Array; // the hash
  readonly comparison: Comparison;
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

async function compare(address: string, published: Uint8Array): Promise<Comparison> {
  try {
    const answer = await fetch(address, { credentials: "omit", cache: "no-store" });
    if (!answer.ok) return "unread";
    return equalBytes(sha256(new Uint8Array(await answer.arrayBuffer())), published)
      ? "same"
      : "other";
  } catch {
    return "unread";
  }
}

export async function compareServedPages(
  operators: readonly string[],
  election: string,
  acts: readonly PublicAct[],
): Promise<ServedPage[]> {
  const served: ServedPage[] = [];
  for (const [name, hash] of publishedHashes(acts)) {
    for (const operator of operators) {
      const path = paths[name];
      if (path === undefined) continue;
      const address =
        name === "authority" ? `${operator}/authority` : `${operator}/e/${election}/${path}`;
      served.push({ name, address, published: hash, comparison: await compare(address, hash) });
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
