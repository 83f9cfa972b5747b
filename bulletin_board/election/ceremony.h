// The key ceremony of an election: the trustees' rounds, their complaints and the election key; and
// what trustees say of their keys before and after. docs/protocol.md, "Ceremony", "Held keys".
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bulletin_board/election/posts.h"
#include "bulletin_board/rules/history.h"
#include "bulletin_board/rules/matter.h"
#include "crypto/dkg.h"
#include "crypto/fingerprint.h"
#include "crypto/result.h"

namespace tabella::bulletin_board {

// Invariant: each round has one post of a trustee at most; there is a setting exactly when all
// trustees have joined; the dealings are those that all who take part have revealed; there is a key
// exactly when all of them have certified those.
class Ceremony {
 public:
  enum class Rehearsal { of_choice, required };

  // 1 <= threshold <= trustees <= crypto::Ceremony::kMaxTrustees.
  Ceremony(std::uint32_t threshold, std::uint32_t trustees, const crypto::Fingerprint& announcement,
           Rehearsal rehearsal)
      : threshold_(threshold),
        static_keys_(trustees),
        announcement_(announcement),
        rehearsal_(rehearsal) {}

  // Who takes part, from when all have joined.
  [[nodiscard]] const std::optional<crypto::Ceremony>& setting() const { return setting_; }
  // None of a trustee who has not joined.
  [[nodiscard]] const std::vector<std::optional<crypto::StaticKey>>& static_keys() const {
    return static_keys_;
  }
  [[nodiscard]] bool has_joined(crypto::TrusteeIndex trustee) const {
    return static_keys_.at(trustee.position()).has_value();
  }
  [[nodiscard]] bool is_disqualified(crypto::TrusteeIndex trustee) const {
    return setting_ && !setting_->is_qualified(trustee);
  }
  [[nodiscard]] const std::vector<crypto::CeremonyPost>& commits() const { return commits_; }
  [[nodiscard]] const std::vector<crypto::CeremonyPost>& deals() const { return deals_; }
  [[nodiscard]] const std::vector<crypto::CeremonyPost>& certificates() const {
    return certificates_;
  }
  [[nodiscard]] const std::vector<crypto::Dealing>& dealings() const { return dealings_; }
  [[nodiscard]] const std::optional<crypto::CeremonyKeys>& keys() const { return keys_; }
  // Why there will be no key.
  [[nodiscard]] const std::optional<std::string>& failure() const { return failure_; }
  [[nodiscard]] bool all_committed() const { return all_posted(commits_); }
  [[nodiscard]] bool all_dealt() const { return all_posted(deals_); }

  [[nodiscard]] const std::set<crypto::TrusteeIndex>& rehearsed() const { return rehearsed_; }
  [[nodiscard]] const std::set<crypto::TrusteeIndex>& keys_held() const { return keys_held_; }
  [[nodiscard]] const std::set<crypto::TrusteeIndex>& keys_destroyed() const {
    return keys_destroyed_;
  }

  // What posts do, of trustees that there are and each in its phase. Each checks first and changes
  // nothing when it refuses.
  [[nodiscard]] Result<Done> rehearse(const RehearsedPost& post, History& history);
  // The key that the post brings into the ceremony, which none of the used ones may be. Code
  // rules.key_reuse.
  [[nodiscard]] Result<crypto::Element> join(const JoinPost& post, const CeremonyKeySet& used,
                                             History& history);
  [[nodiscard]] Result<Done> commit(const CommitPost& post, History& history);
  [[nodiscard]] Result<crypto::Element> deal(const DealPost& post, const CeremonyKeySet& used,
                                             History& history);
  [[nodiscard]] Result<Done> certify(const CertifyPost& post, History& history);
  [[nodiscard]] Result<Done> complain(const ComplaintPost& post, History& history);
  // Of the election with this fingerprint.
  [[nodiscard]] Result<Done> hold_key(const KeyHeldPost& post, const crypto::Fingerprint& election,
                                      History& history);
  [[nodiscard]] Result<Done> destroy_key(const KeyDestroyedPost& post, History& history);

 private:
  // Who takes part and has not posted yet.
  [[nodiscard]] Result<Done> expect_trustee(crypto::TrusteeIndex trustee,
                                            const std::vector<crypto::CeremonyPost>& posts) const;
  [[nodiscard]] bool all_posted(const std::vector<crypto::CeremonyPost>& posts) const {
    return posts.size() == setting_->qualified();
  }
  void disqualify(crypto::TrusteeIndex trustee);

  std::uint32_t threshold_;
  std::vector<std::optional<crypto::StaticKey>> static_keys_;
  crypto::Fingerprint announcement_;
  std::optional<crypto::Ceremony> setting_;
  Rehearsal rehearsal_;
  std::vector<crypto::CeremonyPost> commits_, deals_, certificates_;
  std::vector<crypto::Dealing> dealings_;
  std::optional<crypto::CeremonyKeys> keys_;
  std::optional<std::string> failure_;
  std::set<crypto::TrusteeIndex> rehearsed_, keys_held_, keys_destroyed_;
};

}  // namespace tabella::bulletin_board
