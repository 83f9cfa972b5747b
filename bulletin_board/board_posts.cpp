// What officials, the registrar and trustees post: whose signatures a post needs, and who acts on
// it.
#include <array>
#include <string_view>
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
  if (elections_.contains(post.election)) {
    return Error{"rules.twice", "election", post.election + " is on this board already"};
  }
  if (auto done = expect_officials({post.officials, post.officials_threshold, {}}, note,
                                   {manifest_->operator_key});
      !done)
    return done;
  auto election = Election::create(post, make_table_);
  if (!election) return election.error();
  elections_.emplace(post.election, *std::move(election));
  return Done{};
}

template <class Post>
Result<Done> Board::take_of_trustee(const Post& post, const SignedNote& note,
                                    Result<Done> (Election::*act)(const Post&)) {
  const auto election = elections_.find(post.election);
  if (election == elections_.end()) return Error{"rules.election", post.election, "is not here"};
  const auto& trustees = election->second.post().trustees;
  if (post.trustee == 0 || post.trustee > trustees.size()) {
    return Error{"rules.trustee", std::to_string(post.trustee), "is no trustee"};
  }
  if (auto done = expect_signatures(note, std::array{trustees[post.trustee - 1].key}); !done) {
    return done;
  }
  return (election->second.*act)(post);
}

template <class Post>
Result<Done> Board::take_of_registrar(const Post& post, const SignedNote& note,
                                      Result<Done> (Election::*act)(const Post&)) {
  const auto election = elections_.find(post.election);
  if (election == elections_.end()) return Error{"rules.election", post.election, "is not here"};
  const VerifierKey& registrar = election->second.post().registrar;
  if (auto done = expect_signatures(note, std::array{registrar}); !done) return done;
  return (election->second.*act)(post);
}

template <class Post, class Act>
Result<Done> Board::take_of_officials(const Post& post, const SignedNote& note, Act act) {
  const auto election = elections_.find(post.election);
  if (election == elections_.end()) return Error{"rules.election", post.election, "is not here"};
  const Officials officials = election->second.officials();
  if (auto done = refuse_revoked(officials, note); !done) return done;
  if (auto done = expect_officials(officials, note, {}); !done) return done;
  return act(election->second);
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
  struct Take {
    Board& board;
    const SignedNote& note;
    Result<Done> operator()(const ManifestPost& p) { return board.take(p, note); }
    Result<Done> operator()(const ElectionPost& p) { return board.take(p, note); }
    Result<Done> operator()(const CommitPost& p) {
      return board.take_of_trustee(p, note, &Election::commit);
    }
    Result<Done> operator()(const DealPost& p) {
      return board.take_of_trustee(p, note, &Election::deal);
    }
    Result<Done> operator()(const CertifyPost& p) {
      return board.take_of_trustee(p, note, &Election::certify);
    }
    Result<Done> operator()(const ComplaintPost& p) {
      return board.take_of_trustee(p, note, &Election::complain);
    }
    Result<Done> operator()(const SharePost& p) {
      return board.take_of_trustee(p, note, &Election::share);
    }
    Result<Done> operator()(const RehearsedPost& p) {
      return board.take_of_trustee(p, note, &Election::rehearse);
    }
    Result<Done> operator()(const KeyHeldPost& p) {
      return board.take_of_trustee(p, note, &Election::hold_key);
    }
    Result<Done> operator()(const KeyDestroyedPost& p) {
      return board.take_of_trustee(p, note, &Election::destroy_key);
    }
    Result<Done> operator()(const RollPost& p) {
      return board.take_of_registrar(p, note, &Election::add_roll);
    }
    Result<Done> operator()(const RollEndPost& p) {
      auto done = board.take_of_registrar(p, note, &Election::end_roll);
      if (done) {
        board.by_fingerprint_[*board.elections_.at(p.election).fingerprint()] = p.election;
      }
      return done;
    }
    Result<Done> operator()(const ActPost& p) {
      return board.take_of_officials(p, note, [&](Election& e) { return e.act(p); });
    }
    Result<Done> operator()(const PagePost& p) {
      return board.take_of_officials(p, note, [&](Election& e) { return e.say_page(p); });
    }
    Result<Done> operator()(const NoticePost& p) {
      return board.take_of_officials(
          p, note, [&](Election& e) { return e.give_notice(p, board.tree_.size(), board.time_); });
    }
    Result<Done> operator()(const RevokePost& p) {
      return board.take_of_officials(
          p, note, [&](Election& e) { return e.revoke(p, board.tree_.size(), board.time_); });
    }
  };
  return std::visit(Take{*this, *note}, *post);
}

}  // namespace tabella::bulletin_board
