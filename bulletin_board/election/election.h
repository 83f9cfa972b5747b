// One election on the board: what its posts have made of it so far, and whether the next one is
// allowed. Changed by the rules alone (board.h). docs/log.md, "Rules".
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ballot/ballot_post.h"
#include "ballot/compile.h"
#include "ballot/definition.h"
#include "ballot/fingerprint.h"
#include "ballot/tested_notice.h"
#include "bulletin_board/election/phase.h"
#include "bulletin_board/election/posts.h"
#include "bulletin_board/rules/history.h"
#include "bulletin_board/rules/matter.h"
#include "bulletin_board/rules/memory_table.h"
#include "bulletin_board/rules/signing.h"
#include "bulletin_board/rules/state_table.h"
#include "crypto/ballot_proof/bulk_verifier.h"
#include "crypto/dkg.h"
#include "crypto/result.h"
#include "tally/aggregate.h"
#include "tally/partial_decryption.h"
#include "tally/result.h"

namespace tabella::bulletin_board {

// A credential's ballot that counts.
struct CountedBallot {
  std::uint64_t entry = 0;  // index in the log
  std::uint64_t sequence = 0;
};

// One who may vote, and what became of it.
struct RollMember {
  std::uint32_t style = 0;  // index of the election's
  std::uint64_t weight = 1;
  std::optional<CountedBallot> ballot;
  std::uint32_t tests = 0;  // notices of tested ballots
};

struct RollRow {
  std::uint64_t style = 0;  // index of the election's
  std::uint64_t weight = 1;
};
// The roll by credential. It is fixed once the election has its fingerprint, and then shared with
// whoever reads the board.
using Roll = StateTableOf<RollRow>;

// What the officials told everybody.
struct Notice {
  ballot::Text text;
  std::uint64_t entry = 0;  // index in the log
  std::uint64_t time = 0;   // of its block
};

// Why and when an official's key was revoked.
struct RevokedKey {
  std::string reason;
  std::uint64_t entry = 0;  // index in the log
  std::uint64_t time = 0;   // of its block
};

// Notices of tested ballots that one credential may post.
inline constexpr std::uint32_t kMaxTests = 32;

class Election {
 public:
  using Posts = PostInElection;

  // Codes election.*, definition.*: what cannot be held is refused before it begins.
  [[nodiscard]] static Result<Election> create(
      const ElectionPost& post, const MakeStateTable& make_table = make_memory_table);

  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] const ElectionPost& post() const { return post_; }
  [[nodiscard]] Officials officials() const;
  [[nodiscard]] const ballot::Definition& definition() const { return definition_; }
  [[nodiscard]] const std::vector<ballot::CompiledStyle>& styles() const { return styles_; }
  [[nodiscard]] const std::optional<crypto::Ceremony>& ceremony() const { return ceremony_; }
  [[nodiscard]] const std::vector<crypto::CeremonyPost>& commits() const { return commits_; }
  [[nodiscard]] const std::vector<crypto::CeremonyPost>& deals() const { return deals_; }
  [[nodiscard]] const std::vector<crypto::CeremonyPost>& certificates() const {
    return certificates_;
  }
  [[nodiscard]] const std::vector<crypto::Dealing>& dealings() const { return dealings_; }
  // From the end of the ceremony.
  [[nodiscard]] const std::optional<crypto::CeremonyKeys>& keys() const { return keys_; }
  // From the end of the roll.
  [[nodiscard]] const std::optional<crypto::Fingerprint>& fingerprint() const {
    return fingerprint_;
  }
  // Knows every style of the election.
  [[nodiscard]] const crypto::BulkVerifier& verifier() const { return *verifier_; }
  // How much of the roll is posted, and whether a credential is on that.
  [[nodiscard]] std::size_t roll_size() const { return roll_size_; }
  [[nodiscard]] bool is_on_roll(const crypto::Element& credential) const {
    return roll_->find(credential.bytes()).has_value();
  }
  // From the end of the roll it does not change any more.
  [[nodiscard]] std::shared_ptr<const Roll> roll() const { return roll_; }
  // From the end of the roll; none if the credential is not on it.
  [[nodiscard]] std::optional<RollMember> member(const crypto::Element& credential) const;
  [[nodiscard]] std::uint64_t accepted_ballots() const { return history_.counter(); }
  [[nodiscard]] std::size_t tested_ballots() const { return tested_count_; }
  // Valid ones, of all styles.
  [[nodiscard]] std::size_t share_count() const;
  [[nodiscard]] bool has_shared(std::size_t style, crypto::TrusteeIndex trustee) const;
  // What the trustees open, by style.
  [[nodiscard]] tally::TallyStatement tally_statement(std::size_t style) const;
  [[nodiscard]] const std::optional<std::vector<tally::QuestionResult>>& results() const {
    return results_;
  }
  // By page; and in their order.
  [[nodiscard]] const std::map<std::string, PageHash>& pages() const { return pages_; }
  [[nodiscard]] const std::vector<Notice>& notices() const { return notices_; }
  // By the official's number, from 1.
  [[nodiscard]] const std::map<std::uint32_t, RevokedKey>& revoked() const { return revoked_; }
  // The trustees who said before the ceremony that they have rehearsed, who showed their
  // keys before the close, and who said that they destroyed them.
  [[nodiscard]] const std::set<crypto::TrusteeIndex>& rehearsed() const { return rehearsed_; }
  [[nodiscard]] const std::set<crypto::TrusteeIndex>& keys_held() const { return keys_held_; }
  [[nodiscard]] const std::set<crypto::TrusteeIndex>& keys_destroyed() const {
    return keys_destroyed_;
  }
  // In phase ready, whether enough trustees have shown their keys for voting to begin. Code
  // rules.keys.
  [[nodiscard]] Result<Done> may_open() const;
  [[nodiscard]] const std::string& why_cancelled() const { return why_cancelled_; }

  // A post that stands in this note, at its place. Checks first and changes nothing when it
  // refuses.
  [[nodiscard]] Result<Taken> take(const PostInElection& post, const SignedNote& note,
                                   const Moment& now);

  // The ballot's voter, if it has the voter's style and that style's size: what has to hold before
  // the rest can be looked at. Codes ballot.*.
  [[nodiscard]] Result<RollMember> voter_of(const ballot::BallotPost& post) const;
  // Why a ballot may not be accepted, but for its proof; `voter` is what voter_of says of it.
  [[nodiscard]] std::vector<Error> why_not_cast(const ballot::BallotPost& post,
                                                const Result<RollMember>& voter) const;
  // Of a ballot that is not shorter than its last scalar.
  [[nodiscard]] crypto::BallotId ballot_id(const ballot::BallotPost& post) const;
  // A notice that a ballot was tested, so that it is never accepted; `counted` is the id of the
  // credential's ballot that counts. Codes tested.*.
  [[nodiscard]] Result<Done> note_test(const ballot::TestedNotice& notice,
                                       const std::optional<crypto::BallotId>& counted);
  // An accepted ballot of this voter at this index of the log; `replaced` are the decoded
  // ciphertexts of the one that counted so far.
  void cast(const ballot::BallotPost& post, const RollMember& voter, std::uint64_t entry,
            std::span<const crypto::vartime::AffinePoint> ciphertexts,
            std::span<const crypto::vartime::AffinePoint> replaced);

  // What the schedule does at this time: opens and closes, or cancels what never got ready; and the
  // result, once enough partial decryptions are there.
  [[nodiscard]] Passed pass_time(std::uint64_t time);
  [[nodiscard]] std::optional<std::uint64_t> next_due() const;
  [[nodiscard]] crypto::Fingerprint digest() const;
  // The end of voting, and then what came of it.
  [[nodiscard]] std::size_t settled() const;

 private:
  // What a credential has done.
  struct Standing {
    std::uint64_t entry = 0;     // of the ballot that counts
    std::uint64_t sequence = 0;  // of that; 0: none
    std::uint64_t tests = 0;     // notices of tested ballots
  };

  struct PostedEntry {
    std::array<std::uint8_t, crypto::Element::kSize> credential{};
    RollRow row;
  };

  Election(const ElectionPost& post, ballot::Definition definition,
           std::vector<ballot::CompiledStyle> styles, crypto::Ceremony ceremony,
           const MakeStateTable& make_table);

  // One rule for each type of post.
  struct Rules;

  // Whose signatures this post needs.
  template <class Post>
  [[nodiscard]] Result<Done> expect_signers(const Post& post, const SignedNote& note) const;

  [[nodiscard]] Result<Done> rehearse(const RehearsedPost& post);
  [[nodiscard]] Result<Done> commit(const CommitPost& post);
  [[nodiscard]] Result<Done> deal(const DealPost& post);
  [[nodiscard]] Result<Done> certify(const CertifyPost& post);
  [[nodiscard]] Result<Done> complain(const ComplaintPost& post);
  [[nodiscard]] Result<Done> add_roll(const RollPost& post);
  // The election fingerprint.
  [[nodiscard]] Result<crypto::Fingerprint> end_roll(const RollEndPost& post);
  [[nodiscard]] Result<Done> act(Act act, const std::string& reason = {});
  [[nodiscard]] Result<Done> hold_key(const KeyHeldPost& post);
  [[nodiscard]] Result<Done> decrypt(const PartialDecryptionPost& post);
  [[nodiscard]] Result<Done> destroy_key(const KeyDestroyedPost& post);
  [[nodiscard]] Result<Done> say_page(const PagePost& post);
  [[nodiscard]] Result<Done> give_notice(const NoticePost& post, const Moment& now);
  [[nodiscard]] Result<Done> revoke(const RevokePost& post, const Moment& now);

  [[nodiscard]] Result<Done> expect(Phase phase) const;
  [[nodiscard]] Result<Done> expect_trustee(crypto::TrusteeIndex trustee,
                                            const std::vector<crypto::CeremonyPost>& posts) const;
  [[nodiscard]] bool all_posted(const std::vector<crypto::CeremonyPost>& posts) const;
  void disqualify(crypto::TrusteeIndex trustee);
  [[nodiscard]] bool repeats_nonce(const tally::PartialDecryption& partial) const;
  void cancel(std::string reason);
  // True if anything changed.
  bool keep_schedule(std::uint64_t time);
  bool derive_result();

  ElectionPost post_;
  ballot::Definition definition_;
  std::vector<ballot::CompiledStyle> styles_;
  Phase phase_ = Phase::commit;
  std::optional<crypto::Ceremony> ceremony_;
  std::vector<crypto::CeremonyPost> commits_, deals_, certificates_;
  std::vector<crypto::Dealing> dealings_;
  std::optional<crypto::CeremonyKeys> keys_;
  std::shared_ptr<Roll> roll_;
  std::uint64_t roll_size_ = 0;
  // Until its end: by uint64_be of the place in which it was posted.
  StateTableOf<PostedEntry> roll_order_;
  std::vector<std::uint64_t> roll_voters_;   // by style
  std::vector<std::uint64_t> roll_weights_;  // by style
  std::optional<crypto::Fingerprint> fingerprint_;
  std::unique_ptr<const crypto::BulkVerifier> verifier_;
  std::vector<tally::Aggregate> aggregates_;  // by style
  StateTableOf<Standing> standings_;          // by credential; none: has done nothing
  StateKeys seen_;                            // B and K of every accepted ballot
  // Credential and id: nobody makes another's ballot unfit by calling it tested.
  StateKeys tested_;
  std::uint64_t tested_count_ = 0;
  std::vector<std::vector<tally::PartialDecryption>> shares_;  // by style
  std::optional<std::vector<tally::QuestionResult>> results_;
  std::map<std::string, PageHash> pages_;
  std::vector<Notice> notices_;
  bool notice_when_ready_ = false;
  std::map<std::uint32_t, RevokedKey> revoked_;
  std::set<crypto::TrusteeIndex> rehearsed_, keys_held_, keys_destroyed_;
  std::string why_cancelled_;
  History history_{"tabella/v1/election-state"};
};

}  // namespace tabella::bulletin_board
