// Posts in an election: whose signatures each needs, the phase it belongs to, and the part that it
// is for. docs/log.md, "Rules".
#include <algorithm>
#include <array>
#include <variant>

#include "bulletin_board/election/election.h"
#include "text/plain_text.h"

namespace tabella::bulletin_board {

template <class Post>
Result<Done> Election::expect_signers(const Post& post, const SignedNote& note) const {
  if constexpr (Post::kSignedBy == SignedBy::trustee) {
    if (post.trustee.position() >= post_.trustees.size()) {
      return Error{"rules.trustee", std::to_string(post.trustee.number()), "is no trustee"};
    }
    return expect_signatures(note, std::array{post_.trustees[post.trustee.position()]});
  } else if constexpr (Post::kSignedBy == SignedBy::registrar) {
    return expect_signatures(note, std::array{post_.registrar});
  } else {
    static_assert(Post::kSignedBy == SignedBy::officials);
    const Officials officials = notices_.officials(post_);
    if (auto done = refuse_revoked(officials, note); !done) return done;
    return expect_officials(officials, note, {});
  }
}

struct Election::Rules {
  Election& election;
  const Moment& now;
  Taken& taken;

  Phase& phase = election.phase_;
  Ceremony& ceremony = election.ceremony_;
  History& history = election.history_;

  [[nodiscard]] Result<Done> expect(Phase wanted) const { return election.expect(wanted); }

  // ---- The ceremony ----

  Result<Done> operator()(const RehearsedPost& post) {
    if (phase != Phase::join && phase != Phase::commit) return expect(Phase::commit);
    return ceremony.rehearse(post, history);
  }
  Result<Done> operator()(const JoinPost& post) {
    if (auto done = expect(Phase::join); !done) return done;
    auto key = ceremony.join(post, now.used_keys, history);
    if (!key) return std::move(key).error();
    taken.used_key = *key;
    if (ceremony.setting()) phase = Phase::commit;
    return Done{};
  }
  Result<Done> operator()(const CommitPost& post) {
    if (auto done = expect(Phase::commit); !done) return done;
    if (auto done = ceremony.commit(post, history); !done) return done;
    if (ceremony.all_committed()) phase = Phase::deal;
    return Done{};
  }
  Result<Done> operator()(const DealPost& post) {
    if (auto done = expect(Phase::deal); !done) return done;
    auto key = ceremony.deal(post, now.used_keys, history);
    if (!key) return std::move(key).error();
    taken.used_key = *key;
    if (ceremony.all_dealt()) phase = Phase::certify;
    return Done{};
  }
  Result<Done> operator()(const CertifyPost& post) {
    if (auto done = expect(Phase::certify); !done) return done;
    if (auto done = ceremony.certify(post, history); !done) return done;
    if (ceremony.keys()) phase = Phase::roll;
    if (ceremony.failure()) election.cancel(*ceremony.failure(), now.time);
    return Done{};
  }
  Result<Done> operator()(const ComplaintPost& post) {
    if (auto done = expect(Phase::certify); !done) return done;
    if (auto done = ceremony.complain(post, history); !done) return done;
    if (ceremony.failure()) election.cancel(*ceremony.failure(), now.time);
    return Done{};
  }

  // ---- The roll ----

  Result<Done> operator()(const RollPost& post) {
    if (auto done = expect(Phase::roll); !done) return done;
    return election.roll_.add(post, election.definition_, history);
  }
  Result<Done> operator()(const RollEndPost& post) {
    if (auto done = expect(Phase::roll); !done) return done;
    if (auto done = election.roll_.end(post); !done) return done;
    election.fix_fingerprint(post.roll);
    taken.fingerprint = election.fingerprint_;
    phase = Phase::ready;
    return Done{};
  }

  // ---- What officials say ----

  // The voter page is stamped with the fingerprint and is on the log before the first ballot: from
  // then on no other one can be called the published one.
  Result<Done> operator()(const PagePost& post) {
    if (std::ranges::find(kPages, post.page) == kPages.end()) {
      return Error{"rules.page", post.page, "is no page"};
    }
    if (post.page == "voter") {
      if (auto done = expect(Phase::ready); !done) return done;
    } else if (voting_has_ended(phase)) {
      return Error{"rules.phase", election.post_.election, "voting has ended"};
    }
    return election.notices_.say_page(post, history);
  }
  Result<Done> operator()(const NoticePost& post) {
    if (auto done = expect_not_archived(); !done) return done;
    auto done = election.notices_.give_notice(post, election.definition_.languages, now, history);
    election.was_told_when_ready_ |= done && phase == Phase::ready;
    return done;
  }
  Result<Done> operator()(const RevokePost& post) {
    if (auto done = expect_not_archived(); !done) return done;
    return election.notices_.revoke(post, election.post_, now, history);
  }
  Result<Done> operator()(const PolicyPost& post) {
    if (auto done = expect_not_over(); !done) return done;
    auto policy = policy_for(election.policy_->log().name(), post.policy);
    if (!policy) return std::move(policy).error();
    election.policy_ = std::make_shared<const Policy>(*std::move(policy));
    election.policy_text_ = post.policy;
    history.add(as_bytes(post.policy));
    return Done{};
  }
  [[nodiscard]] Result<Done> expect_not_over() const {
    if (!is_over(phase)) return Done{};
    return Error{"rules.phase", election.post_.election, "is over"};
  }
  [[nodiscard]] Result<Done> expect_not_archived() const {
    if (phase != Phase::archived) return Done{};
    return Error{"rules.phase", election.post_.election, "is archived"};
  }

  // ---- Acts ----

  void note(Act act) {
    const auto change = static_cast<std::uint8_t>(act);
    history.add(std::span(&change, 1));
  }
  Result<Done> operator()(const OpenPost&) {
    if (auto done = expect(Phase::ready); !done) return done;
    if (auto done = election.may_open(); !done) return done;
    phase = Phase::open;
    note(Act::open);
    return Done{};
  }
  Result<Done> operator()(const ClosePost&) {
    if (auto done = expect(Phase::open); !done) return done;
    election.close(now.time);
    note(Act::close);
    return Done{};
  }
  Result<Done> operator()(const CancelPost& post) {
    if (auto done = expect_not_over(); !done) return done;
    if (const auto refusal = text::refuse_text(post.reason)) {
      return Error{"rules.reason", "reason", *refusal};
    }
    election.cancel(post.reason, now.time);
    note(Act::cancel);
    return Done{};
  }
  Result<Done> operator()(const ArchivePost&) {
    if (phase != Phase::finished && phase != Phase::cancelled) {
      return Error{"rules.phase", election.post_.election, "is not over"};
    }
    phase = Phase::archived;
    note(Act::archive);
    return Done{};
  }

  // ---- What trustees do after the ceremony ----

  Result<Done> operator()(const KeyHeldPost& post) {
    if (phase != Phase::ready && phase != Phase::open) return expect(Phase::ready);
    return ceremony.hold_key(post, *election.fingerprint_, history);
  }
  Result<Done> operator()(const PartialDecryptionPost& post) {
    if (auto done = expect(Phase::closed); !done) return done;
    if (auto done = election.may_be_opened(); !done) return done;
    const auto pool = election.tally_.find_awaited(post.pool);
    if (!pool) return pool.error();
    const auto partial = tally::PartialDecryption::decode(
        election.pools()[*pool].statement.aggregate.size(), post.decryption);
    if (!partial) return partial.error();
    if (partial->trustee != post.trustee || !ceremony.setting()->is_qualified(partial->trustee)) {
      return Error{"rules.trustee", "share",
                   "is of another trustee, or of one who is disqualified"};
    }
    if (auto done =
            election.tally_.add(*pool, *partial, ceremony.keys()->share_key(partial->trustee));
        !done) {
      return done;
    }
    history.add(post.decryption);
    return Done{};
  }
  Result<Done> operator()(const KeyDestroyedPost& post) {
    if (phase != Phase::finished && phase != Phase::cancelled) {
      return Error{"rules.phase", election.post_.election, "is not over, or archived"};
    }
    return ceremony.destroy_key(post, history);
  }
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
