// Posts as lines of JSON. Each has one spelling: what is not written back byte for byte is refused.
// docs/log.md, "Posts".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bulletin_board/posts.h"
#include "crypto/result.h"

namespace tabella::bulletin_board {

// A line without its newline.
[[nodiscard]] std::string encode(const SignedPost& post);
[[nodiscard]] std::string encode(const ResultRecord& record);
[[nodiscard]] std::string encode(const BlockRecord& record);

// Code post.*, with the field.
[[nodiscard]] Result<SignedPost> decode_signed_post(std::string_view line);
[[nodiscard]] std::optional<ResultRecord> decode_result_record(std::string_view line);
[[nodiscard]] std::optional<BlockRecord> decode_block_record(std::string_view line);

}  // namespace tabella::bulletin_board
