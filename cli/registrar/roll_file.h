// The roll before it is posted: credentials in ascending order, which says nothing about names.
// docs/command-line.md, "A registrar's folder".
#pragma once

#include <string>
#include <vector>

#include "bulletin_board/posts.h"
#include "crypto/result.h"

namespace tabella::cli {

struct RollFile {
  std::string election;
  std::vector<bulletin_board::RollEntry> entries;
};

// So many credentials fit into a post, with the longest style.
inline constexpr std::size_t kRollPart = 500;

// From this entry on, as posts.
[[nodiscard]] std::vector<bulletin_board::RollPost> roll_parts(const RollFile& roll,
                                                               std::size_t first);

// Its posts, unsigned, one on a line.
[[nodiscard]] std::string encode(const RollFile& roll);
// Code roll.file, with the path.
[[nodiscard]] Result<RollFile> read_roll_file(const std::string& path);

}  // namespace tabella::cli
