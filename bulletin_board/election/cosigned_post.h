// What anybody may send once witnesses have signed a checkpoint that covers a weighty moment: their
// times, which the rules hold against those of the blocks. docs/log.md, "Moments".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "bulletin_board/election/moments.h"
#include "bulletin_board/log/policy.h"
#include "bulletin_board/rules/block_ends.h"
#include "bulletin_board/rules/post_fields.h"
#include "crypto/result.h"

namespace tabella::bulletin_board {

struct CosignedPost {
  static constexpr std::string_view kType = "cosigned";
  static constexpr std::string_view kTitle = "A checkpoint that shows when something was there";
  static constexpr SignedBy kSignedBy = SignedBy::nobody;
  static void fields(auto& io, auto& post) {
    io(kElectionId, post.election);
    io({.name = "checkpoint", .remark = ": a note (\"Checkpoints\"), with its cosignatures"},
       post.checkpoint);
  }

  std::string election;
  std::string checkpoint;
  friend bool operator==(const CosignedPost&, const CosignedPost&) = default;
};

// A line without its newline.
[[nodiscard]] std::string encode(const CosignedPost& post);
// Code cosigned.encoding: every post has one spelling.
[[nodiscard]] Result<CosignedPost> decode_cosigned_post(std::string_view line);

// The post by which this checkpoint shows moments of the election that are not shown yet; none if
// it covers none of them, or does not meet the policy.
[[nodiscard]] std::optional<CosignedPost> due_post(const std::string& election,
                                                   const Policy& policy,
                                                   std::span<const WeightyMoment> moments,
                                                   std::string_view checkpoint);

// That a quorum had seen a log of this size, and when.
struct SeenLog {
  std::uint64_t size = 0;
  std::uint64_t time = 0;
};
// What the post shows, of the log whose last blocks ended there. Codes cosigned.none, .checkpoint,
// .root, .policy.
[[nodiscard]] Result<SeenLog> seen_log(const CosignedPost& post, const Policy& policy,
                                       const BlockEnds& block_ends);

}  // namespace tabella::bulletin_board
