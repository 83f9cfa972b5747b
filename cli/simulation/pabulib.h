// A Pabulib file (.pb): a real participatory-budgeting election with its ballots and its official
// outcome. https://pabulib.org/format
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal/decimal.h"
#include "crypto/result.h"

namespace tabella::cli {

enum class VoteType { approval, choose_one, cumulative, ordinal, scoring };

struct PabulibProject {
  std::size_t line = 0;
  std::string id;
  std::string name;
  Decimal cost;
  // Totals that the file states; absent if the column or the field is.
  std::optional<Decimal> votes;
  std::optional<Decimal> score;
  // 1: selected by the rule; 0: not; 2, 3: for another reason, which a comment of the file tells.
  std::optional<std::uint32_t> selected;
};

struct PabulibVote {
  std::size_t line = 0;
  std::string voter;
  // Indices of projects, best first where the order matters; may be empty.
  std::vector<std::uint32_t> projects;
  // One for each of `projects`, or none at all.
  std::vector<Decimal> points;
};

struct MetaValue {
  std::size_t line = 0;
  std::string value;
};

struct PabulibFile {
  std::map<std::string, MetaValue, std::less<>> meta;
  VoteType vote_type = VoteType::approval;
  std::vector<PabulibProject> projects;
  std::vector<PabulibVote> votes;

  // The value of a key of META, or nothing if it is absent or empty.
  [[nodiscard]] const MetaValue* find_meta(std::string_view key) const;
  [[nodiscard]] std::string meta_text(std::string_view key) const;
  [[nodiscard]] Result<std::optional<Decimal>> meta_decimal(std::string_view key) const;
};

// Everything that the format fixes is checked: sections and columns, unique projects and voters,
// the numbers of both, votes that name known projects, points that match them. Errors have the
// code pabulib.* and the line. A small file (fuzz/corpus/pabulib_fuzz has more):
//   META
//   key;value
//   vote_type;approval
//   ...
//   PROJECTS
//   project_id;cost;name
//   a;60;Trees
//   VOTES
//   voter_id;vote
//   1;a
[[nodiscard]] Result<PabulibFile> parse_pabulib(std::string_view text);

}  // namespace tabella::cli
