// What the rules themselves add to the log, and refuse from anybody else. docs/log.md, "Posts".
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace tabella::bulletin_board {

// What followed from the shares: the SHA-256 of what tally/result_json.h writes, which whoever has
// the log derives again.
struct ResultRecord {
  std::string election;
  std::array<std::uint8_t, 32> result{};
  friend bool operator==(const ResultRecord&, const ResultRecord&) = default;
};
// The last entry of a block.
struct BlockRecord {
  std::uint64_t height = 0;
  std::uint64_t time = 0;  // seconds since 1970
  std::array<std::uint8_t, 32> state_root{};
  friend bool operator==(const BlockRecord&, const BlockRecord&) = default;
};

}  // namespace tabella::bulletin_board
