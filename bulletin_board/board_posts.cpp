// What is posted with signatures, and handed on to whom it belongs.
#include <array>
#include <string_view>
#include <utility>
#include <variant>

#include "bulletin_board/board.h"
#include "bulletin_board/log/tiles.h"
#include "bulletin_board/posts_json.h"
#include "bulletin_board/rules/signing.h"

namespace tabella::bulletin_board {

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
  auto election = Election::create(post, make_table_);
  if (!election) return election.error();
  matters_.emplace(post.election, *std::move(election));
  return Done{};
}

template <class Post>
Result<Done> Board::take(const Post& post, const SignedNote& note) {
  Election* election = find_election(post.election);
  if (election == nullptr) return Error{"rules.election", post.election, "is not here"};
  const auto taken = election->take(post, note, {.entry = tree_.size(), .time = time_});
  if (!taken) return taken.error();
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
  const std::string_view line = std::string_view(note->text).substr(0, note->text.size() - 1);
  const auto post = decode_signed_post(line);
  if (!post) return post.error();
  if (!manifest_ && !std::holds_alternative<ManifestPost>(*post)) {
    return Error{"rules.manifest", "", "a board begins with its manifest"};
  }
  return std::visit([&](const auto& each) { return take(each, *note); }, *post);
}

}  // namespace tabella::bulletin_board
