#include "cli/registrar/roll_file.h"

#include <algorithm>
#include <sstream>

#include "bulletin_board/posts_json.h"
#include "cli/files/read_file.h"

namespace tabella::cli {

std::vector<bulletin_board::RollPost> roll_parts(const RollFile& roll, std::size_t first) {
  std::vector<bulletin_board::RollPost> parts;
  const auto& entries = roll.entries;
  for (; first < entries.size(); first += kRollPart) {
    const auto begin = entries.begin() + static_cast<std::ptrdiff_t>(first);
    const auto size = std::min(kRollPart, entries.size() - first);
    parts.push_back({roll.election, {begin, begin + static_cast<std::ptrdiff_t>(size)}});
  }
  return parts;
}

std::string encode(const RollFile& roll) {
  std::string text;
  for (const auto& part : roll_parts(roll, 0)) {
    text += bulletin_board::encode(bulletin_board::SignedPost(part)) + "\n";
  }
  return text;
}

Result<RollFile> read_roll_file(const std::string& path) {
  const auto text = read_file(path);
  if (!text) return text.error();
  RollFile roll;
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    const auto post = bulletin_board::decode_signed_post(line);
    const auto* part = post ? std::get_if<bulletin_board::RollPost>(&*post) : nullptr;
    const bool fits = part != nullptr && (roll.entries.empty() || roll.election == part->election);
    if (!fits) return Error{"roll.file", path, "is no roll (see tabella roll make)"};
    roll.election = part->election;
    roll.entries.insert(roll.entries.end(), part->entries.begin(), part->entries.end());
  }
  return roll;
}

}  // namespace tabella::cli
