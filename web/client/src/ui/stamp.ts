// What a page was stamped with: the election it serves and whom it trusts. A page takes these from
// nowhere else, neither from its address nor from the server that delivered it.

export interface Stamp {
  readonly version: "tabella/v1";
  readonly page: "voter" | "check" | "trustee" | "authority" | "observer";
  readonly election: string | null;
  readonly definition: string | null;
  readonly fingerprint: string | null;
  readonly election_key: string | null;
  readonly policy: string | null;
  readonly operators: readonly string[];
  readonly practice: boolean;
}

// null: the file is as released and serves no election yet.
export function readStamp(document: Document): Stamp | null {
  const text = document.getElementById("tabella-stamp")?.textContent ?? "null";
  const stamp = JSON.parse(text) as Stamp | null;
  return stamp?.version === "tabella/v1" ? stamp : null;
}
