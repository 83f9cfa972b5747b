// What somebody signs and posts on the board. Meaning and order are in the rules (board.h), the
// JSON in posts_json.h. docs/log.md, "Posts".
#pragma once

#include <string>
#include <variant>

#include "bulletin_board/election/posts.h"
#include "bulletin_board/log/signed_note.h"

namespace tabella::bulletin_board {

// Entry 0: what this board is. Signed by its operator.
struct ManifestPost {
  std::string origin;
  VerifierKey operator_key;
  friend bool operator==(const ManifestPost&, const ManifestPost&) = default;
};

using SignedPost =
    std::variant<ManifestPost, ElectionPost, RehearsedPost, CommitPost, DealPost, CertifyPost,
                 ComplaintPost, RollPost, RollEndPost, PagePost, NoticePost, RevokePost, ActPost,
                 KeyHeldPost, SharePost, KeyDestroyedPost>;

}  // namespace tabella::bulletin_board
