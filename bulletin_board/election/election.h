// One election on the board: what its posts have made of it so far, and whether the next one is
// allowed. Changed by the rules alone (board.h). docs/log.md, "Rules".
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ballot/ballot_post.h"
#include "ballot/compile.h"
#include "ballot/definition.h"
#include "ballot/tested_notice.h"
#include "bulletin_board/election/ballot_box.h"
#include "bulletin_board/election/ceremony.h"
#include "bulletin_board/election/cosigned_post.h"
#include "bulletin_board/election/moments.h"
#include "bulletin_board/election/notices.h"
#include "bulletin_board/election/phase.h"
#include "bulletin_board/election/posts.h"
#include "bulletin_board/election/roll.h"
#include "bulletin_board/election/tally.h"
#include "bulletin_board/log/policy.h"
#include "bulletin_board/rules/block_ends.h"
#include "bulletin_board/rules/history.h"
#include "bulletin_board/rules/matter.h"
#include "bulletin_board/rules/memory_table.h"
#include "bulletin_board/rules/state_table.h"
#include "crypto/ballot_proof/bulk_verifier.h"
#include "crypto/dkg.h"
#include "crypto/result.h"

namespace tabella::bulletin_board {

// Whether a key is an official's, the registrar's or a trustee's of this election.
[[nodiscard]] bool plays_part(const VerifierKey& key, const ElectionPost& post);

// A policy whose text shows as what it is. Codes policy.*, election.policy.
[[nodiscard]] Result<Policy> readable_policy(std::string_view text);
// That of an election on the log of this name. Codes as above.
[[nodiscard]] Result<Policy> policy_for(std::string_view origin, std::string_view text);

// Keeps the phase and hands each post to the part that it is for, in its phase alone. The board
// changes it from one thread; from any thread it may be read while nothing is applied.
class Election {
 public:
  using Posts = PostInElection;

  // On the log of this name. Codes election.*, definition.*, policy.*: what cannot be held is
  // refused before it begins.
  [[nodiscard]] static Result<Election> create(
      const ElectionPost& post, std::string_view origin,
      const MakeStateTable& make_table = make_memory_table);

  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] const ElectionPost& post() const { return post_; }
  // What every post and every proof of it is bound to.
  [[nodiscard]] const crypto::Fingerprint& announcement() const { return announcement_; }
  [[nodiscard]] const ballot::Definition& definition() const { return definition_; }
  [[nodiscard]] const std::vector<ballot::CompiledStyle>& styles() const { return styles_; }
  // From the end of the roll.
  [[nodiscard]] const std::optional<crypto::Fingerprint>& fingerprint() const {
    return fingerprint_;
  }
  // From then on too; knows every style of the election.
  [[nodiscard]] const crypto::BulkVerifier& verifier() const { return *verifier_; }
  [[nodiscard]] const std::string& why_cancelled() const { return why_cancelled_; }

  // ---- The ceremony, and what trustees say of their keys ----

  // From when all trustees have joined.
  [[nodiscard]] const std::optional<crypto::Ceremony>& ceremony() const {
    return ceremony_.setting();
  }
  [[nodiscard]] const std::vector<std::optional<crypto::StaticKey>>& static_keys() const {
    return ceremony_.static_keys();
  }
  [[nodiscard]] bool has_joined(crypto::TrusteeIndex trustee) const {
    return ceremony_.has_joined(trustee);
  }
  [[nodiscard]] bool is_disqualified(crypto::TrusteeIndex trustee) const {
    return ceremony_.is_disqualified(trustee);
  }
  [[nodiscard]] const std::vector<crypto::CeremonyPost>& commits() const {
    return ceremony_.commits();
  }
  [[nodiscard]] const std::vector<crypto::CeremonyPost>& deals() const { return ceremony_.deals(); }
  [[nodiscard]] const std::vector<crypto::CeremonyPost>& certificates() const {
    return ceremony_.certificates();
  }
  [[nodiscard]] const std::vector<crypto::Dealing>& dealings() const {
    return ceremony_.dealings();
  }
  // From the end of the ceremony.
  [[nodiscard]] const std::optional<crypto::CeremonyKeys>& keys() const { return ceremony_.keys(); }
  // The trustees who said before the ceremony that they have rehearsed, who showed their keys
  // before the close, and who said that they destroyed them.
  [[nodiscard]] const std::set<crypto::TrusteeIndex>& rehearsed() const {
    return ceremony_.rehearsed();
  }
  [[nodiscard]] const std::set<crypto::TrusteeIndex>& keys_held() const {
    return ceremony_.keys_held();
  }
  [[nodiscard]] const std::set<crypto::TrusteeIndex>& keys_destroyed() const {
    return ceremony_.keys_destroyed();
  }
  // In phase ready, whether enough trustees have shown their keys for voting to begin. Code
  // rules.keys.
  [[nodiscard]] Result<Done> may_open() const;

  // ---- The roll ----

  // How much of it is posted, and whether a credential is on that.
  [[nodiscard]] std::size_t roll_size() const { return roll_.size(); }
  [[nodiscard]] bool is_on_roll(const crypto::Element& credential) const {
    return roll_.find(credential).has_value();
  }
  // From the end of the roll it does not change any more.
  [[nodiscard]] std::shared_ptr<const RollTable> roll() const { return roll_.table(); }
  // From the end of the roll; none if the credential is not on it.
  [[nodiscard]] std::optional<RollMember> member(const crypto::Element& credential) const;

  // ---- Ballots ----

  [[nodiscard]] std::uint64_t accepted_ballots() const { return history_.counter(); }
  [[nodiscard]] std::size_t tested_ballots() const { return box_.tested(); }
  // The ballot's voter, if it has the voter's style and that style's size: what has to hold before
  // the rest can be looked at. Codes ballot.*.
  [[nodiscard]] Result<RollMember> voter_of(const ballot::BallotPost& post) const;
  // Why a ballot may not be accepted, but for its proof; `voter` is what voter_of says of it.
  [[nodiscard]] std::vector<Error> why_not_cast(const ballot::BallotPost& post,
                                                const Result<RollMember>& voter) const;
  // An accepted ballot of this voter at this index of the log; `replaced` are the decoded
  // ciphertexts of the one that counted so far.
  void cast(const ballot::BallotPost& post, const RollMember& voter, std::uint64_t entry,
            std::span<const crypto::vartime::AffinePoint> ciphertexts,
            std::span<const crypto::vartime::AffinePoint> replaced);
  // Of a ballot that is not shorter than its last scalar.
  [[nodiscard]] crypto::BallotId ballot_id(const ballot::BallotPost& post) const {
    return bulletin_board::ballot_id(*fingerprint_, post);
  }
  // A notice that a ballot was tested, so that it is never accepted; `counted` is the id of the
  // credential's ballot that counts. Codes tested.*.
  [[nodiscard]] Result<Done> note_test(const ballot::TestedNotice& notice,
                                       const std::optional<crypto::BallotId>& counted);

  // ---- The tally ----

  // The sums of the ballots that count, by style.
  [[nodiscard]] const std::vector<tally::Aggregate>& aggregates() const {
    return box_.aggregates();
  }
  // Ballots that count, one of a voter.
  [[nodiscard]] std::uint64_t counted_ballots() const;
  // From the end of the roll: the hash of the ballots that count, as they are added up and
  // numbered. A trustee opens pools of one box alone.
  [[nodiscard]] crypto::Fingerprint box_fingerprint() const;
  // From the end of voting.
  [[nodiscard]] const std::vector<TallyPool>& pools() const { return tally_.pools(); }
  // Whether a pool is due that this trustee has not decrypted.
  [[nodiscard]] bool awaits_decryption_of(crypto::TrusteeIndex trustee) const {
    return tally_.awaits(trustee);
  }
  // Valid partial decryptions, of all pools.
  [[nodiscard]] std::size_t decryption_count() const { return tally_.decryption_count(); }
  [[nodiscard]] const std::optional<std::vector<tally::QuestionResult>>& results() const {
    return tally_.results();
  }

  // ---- What officials say ----

  [[nodiscard]] const std::map<std::string, PageHash>& pages() const { return notices_.pages(); }
  [[nodiscard]] const std::vector<Notice>& notices() const { return notices_.notices(); }
  [[nodiscard]] const std::map<std::uint32_t, RevokedKey>& revoked() const {
    return notices_.revoked();
  }

  // ---- When it happened ----

  // Whose cosignatures show it, as it is on the log and as it reads.
  [[nodiscard]] const std::string& policy_text() const { return policy_text_; }
  [[nodiscard]] const std::shared_ptr<const Policy>& policy() const { return policy_; }
  [[nodiscard]] const Moments& moments() const { return moments_; }
  [[nodiscard]] MomentState state_of(const WeightyMoment& moment) const;
  // Unless the policy asks nobody, shares are accepted only once the end of voting is cosigned.
  // Code share.cosigned.
  [[nodiscard]] Result<Done> may_be_opened() const;
  // A post that shows when moments were there; `entry` is its index in the log. Codes cosigned.*.
  [[nodiscard]] Result<Done> take(const CosignedPost& post, const BlockEnds& block_ends,
                                  std::uint64_t entry);

  // ---- A matter of the board (rules/matter.h) ----

  [[nodiscard]] Result<Taken> take(const PostInElection& post, const SignedNote& note,
                                   const Moment& now);
  // Opens and closes by the schedule, or cancels what never got ready; and the result, once enough
  // partial decryptions are there.
  [[nodiscard]] Passed pass_time(std::uint64_t time, const RunPieces& run_pieces);
  void end_block(std::uint64_t size) { moments_.end_block(size); }
  [[nodiscard]] std::optional<std::uint64_t> next_due() const;
  [[nodiscard]] crypto::Fingerprint digest() const;
  // The chain over all that changed it so far (rules/history.h).
  [[nodiscard]] const crypto::Fingerprint& chain() const { return history_.chain(); }
  // The end of voting, and then what came of it.
  [[nodiscard]] std::size_t settled() const;

 private:
  // One rule for each type of post.
  struct Rules;

  Election(const ElectionPost& post, const crypto::Fingerprint& announcement,
           ballot::Definition definition, std::vector<ballot::CompiledStyle> styles, Policy policy,
           const MakeStateTable& make_table);

  // Whose signatures this post needs.
  template <class Post>
  [[nodiscard]] Result<Done> expect_signers(const Post& post, const SignedNote& note) const;
  [[nodiscard]] Result<Done> expect(Phase phase) const;
  void fix_fingerprint(const crypto::Fingerprint& roll);
  void close(std::uint64_t time);
  void cancel(std::string reason, std::uint64_t time);
  [[nodiscard]] ClosedElection closed() const;
  // True if anything changed.
  bool keep_schedule(std::uint64_t time);

  ElectionPost post_;
  crypto::Fingerprint announcement_;
  ballot::Definition definition_;
  std::vector<ballot::CompiledStyle> styles_;
  Phase phase_ = Phase::join;
  std::string why_cancelled_;
  Ceremony ceremony_;
  Roll roll_;
  std::optional<crypto::Fingerprint> fingerprint_;
  std::unique_ptr<const crypto::BulkVerifier> verifier_;
  BallotBox box_;
  Tally tally_;
  Notices notices_;
  std::string policy_text_;
  std::shared_ptr<const Policy> policy_;
  Moments moments_;
  bool was_told_when_ready_ = false;  // by a notice in phase ready
  History history_{"tabella/v1/election-state"};
};

}  // namespace tabella::bulletin_board
