// Posts in an election: whose signatures each needs, and which rule it is for.
#include <array>
#include <variant>

#include "bulletin_board/election/election.h"

namespace tabella::bulletin_board {

template <class Post>
Result<Done> Election::expect_signers(const Post& post, const SignedNote& note) const {
  if constexpr (Post::kSignedBy == SignedBy::trustee) {
    if (post.trustee.position() >= post_.trustees.size()) {
      return Error{"rules.trustee", std::to_string(post.trustee.number()), "is no trustee"};
    }
    return expect_signatures(note, std::array{post_.trustees[post.trustee.position()].key});
  } else if constexpr (Post::kSignedBy == SignedBy::registrar) {
    return expect_signatures(note, std::array{post_.registrar});
  } else {
    static_assert(Post::kSignedBy == SignedBy::officials);
    const Officials signing = officials();
    if (auto done = refuse_revoked(signing, note); !done) return done;
    return expect_officials(signing, note, {});
  }
}

struct Election::Rules {
  Election& election;
  const Moment& now;
  Taken& taken;

  Result<Done> operator()(const RehearsedPost& post) { return election.rehearse(post); }
  Result<Done> operator()(const CommitPost& post) { return election.commit(post); }
  Result<Done> operator()(const DealPost& post) { return election.deal(post); }
  Result<Done> operator()(const CertifyPost& post) { return election.certify(post); }
  Result<Done> operator()(const ComplaintPost& post) { return election.complain(post); }
  Result<Done> operator()(const RollPost& post) { return election.add_roll(post); }
  Result<Done> operator()(const RollEndPost& post) {
    const auto fingerprint = election.end_roll(post);
    if (!fingerprint) return fingerprint.error();
    taken.fingerprint = *fingerprint;
    return Done{};
  }
  Result<Done> operator()(const PagePost& post) { return election.say_page(post); }
  Result<Done> operator()(const NoticePost& post) { return election.give_notice(post, now); }
  Result<Done> operator()(const RevokePost& post) { return election.revoke(post, now); }
  Result<Done> operator()(const OpenPost&) { return election.act(Act::open); }
  Result<Done> operator()(const ClosePost&) { return election.act(Act::close); }
  Result<Done> operator()(const CancelPost& post) { return election.act(Act::cancel, post.reason); }
  Result<Done> operator()(const ArchivePost&) { return election.act(Act::archive); }
  Result<Done> operator()(const KeyHeldPost& post) { return election.hold_key(post); }
  Result<Done> operator()(const PartialDecryptionPost& post) { return election.decrypt(post); }
  Result<Done> operator()(const KeyDestroyedPost& post) { return election.destroy_key(post); }
};

Result<Taken> Election::take(const PostInElection& post, const SignedNote& note,
                             const Moment& now) {
  Taken taken;
  Rules rules{*this, now, taken};
  const auto done = std::visit(
      [&](const auto& each) {
        auto signatures = expect_signers(each, note);
        return signatures ? rules(each) : signatures;
      },
      post);
  if (!done) return done.error();
  return taken;
}

}  // namespace tabella::bulletin_board
