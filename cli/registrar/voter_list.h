// The registrar's list of voters as a table: who they are, which ballot style they get, and with
// which weight. docs/command-line.md, "A registrar's folder".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ballot/definition.h"
#include "crypto/result.h"

namespace tabella::cli {

struct VoterRow {
  std::string name;
  std::string id;     // empty without such a column
  std::string email;  // the same
  std::string style;
  std::uint64_t weight = 1;
};

// Columns name, id, email, style, weight, by their names in the first row, separated by commas,
// semicolons or tabs. All or nothing: code voters.rows, with every row that is wrong and the
// reason. For example:
//   name,email,style
//   "Lovelace, Ada",ada@mail.example,north
[[nodiscard]] Result<std::vector<VoterRow>> read_voters(std::string_view text,
                                                        const ballot::Definition& definition);

// "Voter 1" and so on, all of one style.
[[nodiscard]] std::vector<VoterRow> unnamed_voters(std::uint64_t count, const std::string& style);

}  // namespace tabella::cli
