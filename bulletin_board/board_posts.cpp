// What is posted with signatures, and handed on to whom it belongs.
#include <array>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "bulletin_board/board.h"
#include "bulletin_board/log/tiles.h"
#include "bulletin_board/posts_json.h"
#include "bulletin_board/rules/belonging.h"
#include "bulletin_board/rules/signing.h"

namespace tabella::bulletin_board {

// Every post that is neither the manifest nor an announcement is of something announced.
Result<std::string> Board::belongs_to(const SignedPost& post) const {
  if (std::holds_alternative<ManifestPost>(post)) return std::string();
  if (!manifest_) return Error{"rules.manifest", "", "a board begins with its manifest"};
  return std::visit(
      [this]<class Post>(const Post& each) -> Result<std::string> {
        if constexpr (std::is_same_v<Post, ManifestPost> || std::is_same_v<Post, ElectionPost>) {
          return manifest_->origin;
        } else {
          const Election* election = find(each.election);
          if (election == nullptr) return Error{"rules.election", each.election, "is not here"};
          return name_of(election->announcement());
        }
      },
      post);
}

Result<Done> Board::take(const ManifestPost& post, const SignedNote& note) {
  if (manifest_) return Error{"rules.manifest", "", "this board has its manifest"};
  if (!is_key_name(post.origin)) return Error{"post.origin", "origin", "is no name of a log"};
  if (auto done = expect_signatures(note, std::array{post.operator_key}); !done) return done;
  manifest_ = post;
  return Done{};
}

Result<Done> Board::take(const ElectionPost& post, const SignedNote& note) {
  if (matters_.contains(post.election)) {
    return Error{"rules.twice", "election", post.election + " is on this board already"};
  }
  if (auto done = expect_officials({post.officials, post.officials_threshold, {}}, note,
                                   {manifest_->operator_key});
      !done)
    return done;
  if (plays_part(manifest_->operator_key, post)) {
    return Error{"election.keys", "", "the operator's key plays another part, too"};
  }
  auto election = Election::create(post, manifest_->origin, make_table_);
  if (!election) return election.error();
  matters_.emplace(post.election, *std::move(election));
  return Done{};
}

template <class Post>
Result<Done> Board::take(const Post& post, const SignedNote& note) {
  const auto taken =
      find_election(post.election)
          ->take(post, note, {.entry = tree_.size(), .time = time_, .used_keys = used_keys_});
  if (!taken) return taken.error();
  if (taken->used_key) used_keys_.insert(*taken->used_key);
  if (taken->fingerprint) by_fingerprint_[*taken->fingerprint] = post.election;
  return Done{};
}

Result<Done> Board::take_signed(ByteView entry) {
  if (entry.size() > kMaxEntrySize) {
    return Error{"post.size", "", "is larger than " + std::to_string(kMaxEntrySize) + " bytes"};
  }
  const auto note = SignedNote::parse(as_text(entry));
  if (!note) return note.error();
  if (note->encode() != as_text(entry)) return Error{"post.spelling", "", "is no note as written"};
  const PostText text = split_post_text(note->text);
  const auto post = decode_signed_post(text.line);
  if (!post) return post.error();
  const auto belongs_to = this->belongs_to(*post);
  if (!belongs_to) return belongs_to.error();
  if (text.belongs_to != *belongs_to) {
    return Error{"rules.belongs", "", "belongs to another log, or to another announcement"};
  }
  return std::visit([&](const auto& each) { return take(each, *note); }, *post);
}

}  // namespace tabella::bulletin_board
