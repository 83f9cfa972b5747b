// What trustees say of their keys around the ceremony: that they have rehearsed it, that a share is
// still at hand before votes are cast, and at the end that the key is destroyed.
#include "bulletin_board/election/election.h"
#include "bulletin_board/election/held_key.h"

namespace tabella::bulletin_board {

// Before the trustee's own part begins: a rehearsal after it would be none.
Result<Done> Election::rehearse(const RehearsedPost& post) {
  if (auto done = expect(Phase::commit); !done) return done;
  if (auto done = expect_trustee(post.trustee, commits_); !done) return done;
  if (!rehearsed_.insert(post.trustee).second) {
    return Error{"rules.twice", to_string(post.trustee), "has said so already"};
  }
  history_.add(post.record);
  return Done{};
}

Result<Done> Election::hold_key(const KeyHeldPost& post) {
  if (phase_ != Phase::ready && phase_ != Phase::open) return expect(Phase::ready);
  const crypto::TrusteeIndex trustee = post.trustee;
  if (!ceremony_->is_qualified(trustee)) {
    return Error{"rules.disqualified", to_string(trustee), "takes no further part"};
  }
  if (keys_held_.contains(post.trustee)) {
    return Error{"rules.twice", to_string(trustee), "has shown its key already"};
  }
  if (auto done = verify_held_key(*fingerprint_, keys_->share_key(trustee), post.proof); !done) {
    return done;
  }
  keys_held_.insert(post.trustee);
  history_.add(post.proof);
  return Done{};
}

// All of them, or as many as open the totals and a notice to everybody, so that a single absent
// trustee does not stop an election. What the notice says is for people to judge.
Result<Done> Election::may_open() const {
  if (!definition_.trustees.must_show_keys) return Done{};
  if (keys_held_.size() == ceremony_->qualified()) return Done{};
  if (keys_held_.size() < ceremony_->threshold()) {
    return Error{"rules.keys", post_.election,
                 std::to_string(keys_held_.size()) + " trustees have shown their keys, " +
                     std::to_string(ceremony_->threshold()) + " are needed"};
  }
  if (!notice_when_ready_) {
    return Error{"rules.keys", post_.election,
                 "not every trustee has shown its key, and no notice was given since"};
  }
  return Done{};
}

Result<Done> Election::destroy_key(const KeyDestroyedPost& post) {
  if (phase_ != Phase::finished && phase_ != Phase::cancelled) {
    return Error{"rules.phase", post_.election, "is not over, or archived"};
  }
  if (keys_destroyed_.contains(post.trustee)) {
    return Error{"rules.twice", to_string(post.trustee), "has said so already"};
  }
  keys_destroyed_.insert(post.trustee);
  history_.add(uint64_be(post.trustee.number()));
  return Done{};
}

}  // namespace tabella::bulletin_board
