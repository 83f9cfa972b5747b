// What the rules themselves add to the log, and refuse from anybody else. docs/log.md, "Posts".
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "bulletin_board/rules/post_fields.h"

namespace tabella::bulletin_board {

// What followed from the partial decryptions: the SHA-256 of what tally/result_json.h writes, which
// anyone who has the log can derive again.
struct ResultRecord {
  static constexpr std::string_view kType = "result";
  static constexpr std::string_view kTitle =
      "The hash of the result that follows from the shares; made by the rules";
  static constexpr SignedBy kSignedBy = SignedBy::rules;
  static void fields(auto& io, auto& record) {
    io(kElectionId, record.election);
    io({.name = "result", .remark = ": SHA-256 of the result's JSON (protocol.md, \"Results\")"},
       record.result);
  }

  std::string election;
  std::array<std::uint8_t, 32> result{};
  friend bool operator==(const ResultRecord&, const ResultRecord&) = default;
};
// The last entry of a block.
struct BlockRecord {
  static constexpr std::string_view kType = "block";
  static constexpr std::string_view kTitle = "The last entry of a block; made by the rules";
  static constexpr SignedBy kSignedBy = SignedBy::rules;
  static void fields(auto& io, auto& record) {
    io({.name = "height"}, record.height);
    io({.name = "time"}, record.time);
    io({.name = "state"}, record.state_root);
  }

  std::uint64_t height = 0;
  std::uint64_t time = 0;  // seconds since 1970
  std::array<std::uint8_t, 32> state_root{};
  friend bool operator==(const BlockRecord&, const BlockRecord&) = default;
};

}  // namespace tabella::bulletin_board
