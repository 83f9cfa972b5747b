// What a verification gives, as `tabella verify --json` writes it, and what the replay of the log
// has established (web/wasm/board_view_json.cpp).

export interface Check {
  readonly check: string;
  readonly covers: string;
  readonly expected: number; // objects that the record has for it, as far as it was read
  readonly applied: number;
  readonly failures: readonly string[];
}

export interface Report {
  readonly valid: boolean;
  readonly checks: readonly Check[];
}

// A check that was never applied, or not to all of its objects, is not done, and not passed.
export type Verdict = "passed" | "failed" | "not done";

export const verdictOf = (check: Check): Verdict =>
  check.failures.length > 0
    ? "failed"
    : check.applied > 0 && check.applied >= check.expected
      ? "passed"
      : "not done";

export interface CeremonyPost {
  readonly trustee: number;
  readonly message: string; // base64url
}

export interface StyleView {
  readonly style: string;
  // [alpha, beta] of each counter in hex; null before the roll ended
  readonly aggregate: readonly (readonly [string, string])[] | null;
  // Numbers of the trustees whose shares were accepted
  readonly shares: readonly number[];
}

export interface RevokedKey {
  readonly official: number; // from 1 in the order of the list
  readonly reason: string;
  readonly entry: number; // its place in the log
  readonly time: number; // of its block, seconds since 1970
}

export interface ElectionView {
  readonly election: string;
  // The line that announced it: definition, officials, registrar, trustees
  readonly post: string;
  readonly definition: string; // as posted, byte for byte
  readonly phase: string;
  readonly why_cancelled: string;
  readonly threshold: number;
  readonly trustees: readonly { readonly key: string; readonly static_key: string }[];
  readonly disqualified: readonly number[];
  readonly commits: readonly CeremonyPost[];
  readonly deals: readonly CeremonyPost[];
  readonly certificates: readonly CeremonyPost[];
  readonly dealings_accepted: number;
  readonly keys: { readonly election_key: string; readonly share_keys: readonly string[] } | null;
  readonly fingerprint: string | null;
  readonly roll_size: number;
  readonly accepted_ballots: number;
  readonly tested_ballots: number;
  // SHA-256 of stamped pages in hex, by the page's name
  readonly pages: Readonly<Record<string, string>>;
  // Keys of officials that speak no longer
  readonly revoked: readonly RevokedKey[];
  // Numbers of the trustees who said that they have rehearsed, who showed that they hold their
  // keys, and who said that they destroyed them
  readonly rehearsed: readonly number[];
  readonly keys_held: readonly number[];
  readonly keys_destroyed: readonly number[];
  // In phase ready: whether the rules would let voting begin
  readonly may_open: boolean;
  readonly styles: readonly StyleView[];
  readonly result: string | null; // JSON, the bytes whose hash is on the log
}

export interface BoardView {
  readonly size: number;
  readonly operator: string | null; // verifier key, of the manifest
  readonly root: string;
  readonly height: number;
  readonly time: number; // of the last block, seconds since 1970
  readonly elections: readonly ElectionView[];
}

export interface Verified {
  readonly report: Report;
  readonly view: BoardView;
}
