// What somebody signs and posts on the board: its manifest, and what the matters that it keeps
// describe. Meaning and order are in the rules (board.h), the JSON in posts_json.h. docs/log.md,
// "Posts".
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "bulletin_board/election/posts.h"
#include "bulletin_board/log/signed_note.h"
#include "bulletin_board/rules/post_fields.h"

namespace tabella::bulletin_board {

// Entry 0: what this board is.
struct ManifestPost {
  static constexpr std::string_view kType = "manifest";
  static constexpr std::string_view kTitle = "Entry 0: what this board is";
  static constexpr SignedBy kSignedBy = SignedBy::board_operator;
  static void fields(auto& io, auto& post) {
    io.constant("version", "tabella/v1");
    io({.name = "origin", .form = Form::key_name}, post.origin);
    io({.name = "operator", .remark = " (verifier key)"}, post.operator_key);
  }

  std::string origin;
  VerifierKey operator_key = unread_key();
  friend bool operator==(const ManifestPost&, const ManifestPost&) = default;
};

using SignedPost = JoinedVariants<std::variant<ManifestPost, ElectionPost>, PostInElection>::type;

// The post of an act that somebody names; only cancel has a reason.
[[nodiscard]] SignedPost act_post(std::string election, Act act, std::string reason = {});

}  // namespace tabella::bulletin_board
