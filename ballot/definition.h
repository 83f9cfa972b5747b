// What officials ask, of whom and by which rules: the definition of an election, as plain data.
// Its JSON is read by ballot/definition_json.h; compile.h turns it into ballot styles.
// docs/protocol.md, "The definition".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tabella::ballot {

// A text by language tag (BCP 47); it has every language of the definition.
using Text = std::map<std::string, std::string>;

// An exact quota; the denominator is not zero, numerator <= denominator.
struct Fraction {
  std::uint64_t numerator = 0;
  std::uint64_t denominator = 1;
  friend bool operator==(const Fraction&, const Fraction&) = default;
};

// Of money: exact in the numbers of every language.
inline constexpr std::uint64_t kMaxAmount = (std::uint64_t{1} << 53) - 1;

// What can be marked. The cost matters to budgets only.
struct Option {
  std::string id;
  Text text;
  std::uint64_t cost = 0;
  friend bool operator==(const Option&, const Option&) = default;
};

// ---- Kinds of questions, one for each row of docs/protocol.md, "Questions as bits" ----

enum class Blank { not_offered, counted };

// Between minimum and maximum of the options: plurality, approval, k of n. A counted blank is an
// answer of its own.
struct Choose {
  std::uint32_t minimum = 1;
  std::uint32_t maximum = 1;
  Blank blank = Blank::not_offered;
  friend bool operator==(const Choose&, const Choose&) = default;
};

// 0 .. maximum for each option.
struct Score {
  std::uint32_t maximum = 1;
  friend bool operator==(const Score&, const Score&) = default;
};

enum class Limit { exactly, at_most };

// Points to be spread over the options, at most option_maximum on one of them.
struct Cumulative {
  std::uint32_t points = 1;
  Limit limit = Limit::exactly;
  std::uint32_t option_maximum = 1;
  friend bool operator==(const Cumulative&, const Cumulative&) = default;
};

// One grade for each option, best grade first: majority judgment, Likert scales.
struct Grades {
  std::vector<Option> grades;
  friend bool operator==(const Grades&, const Grades&) = default;
};

// A level in -levels .. levels for each option; the squares of the levels add up to at most
// credits.
struct Quadratic {
  std::uint32_t levels = 1;
  std::uint32_t credits = 1;
  friend bool operator==(const Quadratic&, const Quadratic&) = default;
};

// Any set of options whose costs add up to at most the envelope.
struct Budget {
  std::uint64_t envelope = 0;
  friend bool operator==(const Budget&, const Budget&) = default;
};

enum class Ties { refused, allowed };

// All options in order.
struct Ranking {
  Ties ties = Ties::refused;
  Blank blank = Blank::not_offered;
  friend bool operator==(const Ranking&, const Ranking&) = default;
};

// The first points.size() places of a ranking; place i gives points[i]. At least `minimum` of the
// places are filled, without a gap: minimum == points.size() asks for all of them.
struct Places {
  std::vector<std::uint32_t> points;
  std::uint32_t minimum = 1;
  friend bool operator==(const Places&, const Places&) = default;
};

enum class TableReport { joint, margins };

// Two questions answered as one, so that their joint table (or only its margins) is counted:
// the question's options are the rows.
struct Table {
  Text column_title;
  std::vector<Option> columns;
  TableReport report = TableReport::joint;
  friend bool operator==(const Table&, const Table&) = default;
};

using Kind =
    std::variant<Choose, Score, Cumulative, Grades, Quadratic, Budget, Ranking, Places, Table>;

// The question is asked only if this option of an earlier question was chosen; of a question with
// grades, if the option was given this grade.
struct Condition {
  std::uint32_t question = 0;
  std::uint32_t option = 0;
  std::uint32_t grade = 0;
  friend bool operator==(const Condition&, const Condition&) = default;
};

// ---- What is made of the totals; the meaning is in tally/ ----

// How totals become an order of the options or a set of winners: docs/protocol.md, "Counting".
enum class Method {
  none,
  plurality,
  approval,
  score,
  majority_judgment,
  borda,
  condorcet_schulze,
  condorcet_ranked_pairs,
  quadratic,
  greedy_budget,
};

// order: the option that comes first in the definition wins a tie.
// lot: the option with the smallest SHA-256(frame("tabella/v1/lot") || frame(election fingerprint)
// || frame(question id) || frame(option id)). The fingerprint covers the election key, which is
// made by commitments first, so that nobody can choose it; anyone can draw the lot again.
enum class TieRule { order, lot };

// The counting method of a question, and what it needs to know.
struct Counting {
  Method method = Method::none;
  std::uint32_t winners = 1;
  TieRule ties = TieRule::order;
  // What greedy_budget spends.
  std::uint64_t envelope = 0;
  friend bool operator==(const Counting&, const Counting&) = default;
};

// votes: ballots that answered the question and did not leave it blank; ballots: all ballots in
// which it was asked; roll: everybody who may vote. All by weight.
enum class MajorityOf { votes, ballots, roll };
enum class Comparison { more_than, at_least };

// An absolute majority is more_than 1/2 of votes; two thirds of the roll are at_least 2/3 of roll.
// A relative majority is not a Majority at all.
struct Majority {
  Comparison comparison = Comparison::more_than;
  Fraction quota = {1, 2};
  MajorityOf of = MajorityOf::votes;
  friend bool operator==(const Majority&, const Majority&) = default;
};

// What makes a result binding, and what winning means: docs/protocol.md, "Decisions".
struct Decision {
  // The result binds if at least this quota of the roll, and at least this many by weight, took
  // part.
  Fraction turnout = {0, 1};
  std::uint64_t turnout_weight = 0;
  std::optional<Majority> majority;
  // The option whose win means "adopted" (any other: "rejected"); none: winners are "elected".
  std::optional<std::uint32_t> adopts;
  friend bool operator==(const Decision&, const Decision&) = default;
};

// ---- The whole ----

// Whether the totals of a question are those of everybody whom it is asked, or those of each ballot
// style too.
enum class Report { together, by_style };

// One question with all that is decided about it before anybody votes.
struct Question {
  std::string id;
  Text title;
  std::vector<Option> options;
  Kind kind;
  std::optional<Condition> only_if;
  Report report = Report::together;
  Counting counting;
  Decision decision;
  friend bool operator==(const Question&, const Question&) = default;
};

// What one district is asked: indices into Definition::questions, ascending.
struct BallotStyle {
  std::string id;
  std::vector<std::uint32_t> questions;
  // At most the roll's.
  std::uint64_t max_voters = 0;
  friend bool operator==(const BallotStyle&, const BallotStyle&) = default;
};

// Bounds that the roll may not exceed: they fix the width of packed totals.
struct RollBounds {
  std::uint64_t max_voters = 0;
  std::uint64_t max_weight = 1;
  // That totals may show how somebody of an unusual weight voted.
  bool weights_may_tell = false;
  friend bool operator==(const RollBounds&, const RollBounds&) = default;
};

// Two bars of the rules (docs/log.md, "Rules"): a trustee commits once it has said that it
// rehearsed, and voting opens once the trustees have shown that they hold their keys.
struct TrusteeBounds {
  std::uint32_t count = 1;
  std::uint32_t threshold = 1;
  bool must_rehearse = false;
  bool must_show_keys = false;
  friend bool operator==(const TrusteeBounds&, const TrusteeBounds&) = default;
};

// Times are seconds since 1970-01-01T00:00:00Z.
struct Schedule {
  static constexpr std::uint64_t kClockBound = 600;
  static constexpr std::uint64_t kLargestClockBound = 86'400;

  std::int64_t opens = 0;
  std::int64_t closes = 0;
  // By so many seconds the board's clock and its witnesses' may differ where voting ends.
  std::uint64_t clock_bound = kClockBound;
  friend bool operator==(const Schedule&, const Schedule&) = default;
};

enum class Revoting { refused, last_counts };

// An election as its officials announce it: what is asked of whom, when, and how it is counted. The
// signed text on the log is the source; definition_json.h reads it.
struct Definition {
  std::string id;
  // The first is the default.
  std::vector<std::string> languages;
  Text title;
  std::vector<Question> questions;
  std::vector<BallotStyle> styles;
  RollBounds roll;
  TrusteeBounds trustees;
  Schedule schedule;
  Revoting revoting = Revoting::last_counts;
  // Totals of fewer ballots are not opened; 1 opens all. tally/pool.h.
  std::uint64_t smallest_group = 1;
  // On what the vote rests, and what is kept of it and how long: for people, no rule looks at them.
  std::optional<Text> legal_basis = {};
  std::optional<Text> retention = {};
  friend bool operator==(const Definition&, const Definition&) = default;
};

}  // namespace tabella::ballot
