#include "ballot/groups.h"

#include <algorithm>

namespace tabella::ballot {

std::uint64_t voters_of(const Definition& definition, std::uint32_t question) {
  std::uint64_t voters = 0;
  for (const BallotStyle& style : definition.styles) {
    if (std::ranges::find(style.questions, question) == style.questions.end()) continue;
    voters = std::min(voters + style.max_voters, definition.roll.max_voters);
  }
  return voters;
}

std::uint64_t groups_of(const Question& question) {
  const auto* table = std::get_if<Table>(&question.kind);
  if (table == nullptr) return 1;
  const std::uint64_t rows = question.options.size();
  const std::uint64_t columns = table->columns.size();
  return table->report == TableReport::joint ? rows * columns : std::max(rows, columns);
}

}  // namespace tabella::ballot
