// Posts as lines of JSON. Each has one spelling: what is not written back byte for byte is refused.
// docs/log.md, "Posts".
#pragma once

#include <string>
#include <string_view>

#include "bulletin_board/posts.h"
#include "crypto/result.h"

namespace tabella::bulletin_board {

// A line without its newline.
[[nodiscard]] std::string encode(const SignedPost& post);

// Code post.*, with the field.
[[nodiscard]] Result<SignedPost> decode_signed_post(std::string_view line);

}  // namespace tabella::bulletin_board
