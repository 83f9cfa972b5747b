// What officials ask, of whom and by which rules, as plain data: docs/protocol.md, "The
// definition".

// A text by language tag; it has every language of the definition.
export type Text = Readonly<Record<string, string>>;

export interface Option {
  readonly id: string;
  readonly text: Text;
  // Matters to budgets only.
  readonly cost: number;
}

export type Blank = "not_offered" | "counted";

export interface Choose {
  readonly type: "choose";
  readonly minimum: number;
  readonly maximum: number;
  readonly blank: Blank;
}
export interface Score {
  readonly type: "score";
  readonly maximum: number;
}
export interface Cumulative {
  readonly type: "cumulative";
  readonly points: number;
  readonly limit: "exactly" | "at_most";
  readonly option_maximum: number;
}
// Best grade first.
export interface Grades {
  readonly type: "grades";
  readonly grades: readonly Option[];
}
export interface Quadratic {
  readonly type: "quadratic";
  readonly levels: number;
  readonly credits: number;
}
export interface Budget {
  readonly type: "budget";
  readonly envelope: number;
}
export interface Ranking {
  readonly type: "ranking";
  readonly ties: "refused" | "allowed";
  readonly blank: Blank;
}
// First place first.
export interface Places {
  readonly type: "places";
  readonly points: readonly number[];
  readonly minimum: number;
}
// The question's options are the rows.
export interface Table {
  readonly type: "table";
  readonly column_title: Text;
  readonly columns: readonly Option[];
  readonly report: "joint" | "margins";
}

export type Kind =
  Choose | Score | Cumulative | Grades | Quadratic | Budget | Ranking | Places | Table;

// Indices: the question is asked only if this option of an earlier one was chosen, or given this
// grade.
export interface Condition {
  readonly question: number;
  readonly option: number;
  readonly grade: number;
}

export interface Quota {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const methods = [
  "none",
  "plurality",
  "approval",
  "score",
  "majority_judgment",
  "borda",
  "condorcet_schulze",
  "condorcet_ranked_pairs",
  "quadratic",
  "greedy_budget",
] as const;
export type Method = (typeof methods)[number];

export interface Counting {
  readonly method: Method;
  readonly winners: number;
  readonly ties: "order" | "lot";
  readonly envelope: number;
}

export interface Majority {
  readonly comparison: "more_than" | "at_least";
  readonly quota: Quota;
  readonly of: "votes" | "ballots" | "roll";
}

export interface Decision {
  readonly turnout: Quota;
  readonly turnout_weight: bigint;
  readonly majority: Majority | null;
  // Index of the option whose win means "adopted".
  readonly adopts: number | null;
}

export const questionReports = ["together", "by_style"] as const;
export type QuestionReport = (typeof questionReports)[number];

export interface Question {
  readonly id: string;
  readonly title: Text;
  readonly options: readonly Option[];
  readonly kind: Kind;
  readonly only_if: Condition | null;
  // Whether the totals of each style are opened too, beside those of all.
  readonly report: QuestionReport;
  readonly counting: Counting;
  readonly decision: Decision;
}

// What one district is asked: indices of questions, ascending.
export interface BallotStyle {
  readonly id: string;
  readonly questions: readonly number[];
  readonly max_voters: number;
}

export interface Definition {
  readonly id: string;
  // The first is the default.
  readonly languages: readonly string[];
  readonly title: Text;
  // On what the vote rests, and what is kept of it and how long: for people, no rule looks at them.
  readonly legal_basis: Text | null;
  readonly retention: Text | null;
  // Seconds since 1970-01-01T00:00:00Z; by clock_bound seconds the board's clock and its witnesses'
  // may differ.
  readonly schedule: {
    readonly opens: number;
    readonly closes: number;
    readonly clock_bound: number;
  };
  // weights_may_tell: a total is opened even if it shows how somebody with a rare weight voted.
  readonly roll: {
    readonly max_voters: number;
    readonly max_weight: number;
    readonly weights_may_tell: boolean;
  };
  // must_rehearse: a trustee commits once it has said that it rehearsed; must_show_keys: voting
  // opens once the trustees have shown that they hold their keys (docs/log.md, "Rules").
  readonly trustees: {
    readonly count: number;
    readonly threshold: number;
    readonly must_rehearse: boolean;
    readonly must_show_keys: boolean;
  };
  readonly revoting: "refused" | "last_counts";
  // Totals of fewer ballots are not opened: docs/protocol.md, "Pools".
  readonly smallest_group: number;
  readonly questions: readonly Question[];
  readonly styles: readonly BallotStyle[];
}
