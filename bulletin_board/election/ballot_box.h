// The ballots of an election: which counts for each credential, which were tested, and the sums of
// those that count.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ballot/ballot_post.h"
#include "ballot/compile.h"
#include "ballot/definition.h"
#include "ballot/tested_notice.h"
#include "bulletin_board/rules/history.h"
#include "bulletin_board/rules/memory_table.h"
#include "bulletin_board/rules/state_table.h"
#include "crypto/ballot_proof/bulk_verifier.h"
#include "crypto/fingerprint.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"
#include "tally/aggregate.h"

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

// Notices of tested ballots that one credential may post.
inline constexpr std::uint32_t kMaxTests = 32;

// Of a ballot that is not shorter than its last scalar, in the election with this fingerprint.
[[nodiscard]] crypto::BallotId ballot_id(const crypto::Fingerprint& election,
                                         const ballot::BallotPost& post);

// Invariant: each aggregate is the sum of the ballots of its style that count, the last one of each
// credential; B and K of every accepted ballot are known, and no tested ballot was accepted.
class BallotBox {
 public:
  BallotBox(std::span<const ballot::CompiledStyle> styles, const MakeStateTable& make_table);

  // What this credential, of this style and weight, has done.
  [[nodiscard]] RollMember member(const crypto::Element& credential, std::uint32_t style,
                                  std::uint64_t weight) const;
  [[nodiscard]] std::uint64_t tested() const { return tested_count_; }
  [[nodiscard]] const std::vector<tally::Aggregate>& aggregates() const { return aggregates_; }

  // Why a ballot of this voter, whose style and size are right, may not be accepted, but for its
  // proof. Codes ballot.*.
  [[nodiscard]] std::vector<Error> why_not_cast(const ballot::BallotPost& post,
                                                const crypto::Fingerprint& election,
                                                const RollMember& voter,
                                                const ballot::CompiledStyle& style,
                                                ballot::Revoting revoting) const;
  // An accepted ballot of this voter at this index of the log; `replaced` are the decoded
  // ciphertexts of the one that counted so far.
  void cast(const ballot::BallotPost& post, const RollMember& voter,
            const ballot::CompiledStyle& style, std::uint64_t entry,
            std::span<const crypto::vartime::AffinePoint> ciphertexts,
            std::span<const crypto::vartime::AffinePoint> replaced, History& history);
  // A notice that this voter, whose style is right, tested a ballot, so that it is never accepted;
  // `counted` is the id of the voter's ballot that counts. Codes tested.*.
  [[nodiscard]] Result<Done> note_test(const ballot::TestedNotice& notice, const RollMember& voter,
                                       const std::optional<crypto::BallotId>& counted,
                                       History& history);

 private:
  // What a credential has done.
  struct Standing {
    std::uint64_t entry = 0;     // of the ballot that counts
    std::uint64_t sequence = 0;  // of that; 0: none
    std::uint64_t tests = 0;     // notices of tested ballots
  };

  std::vector<tally::Aggregate> aggregates_;  // by style
  StateTableOf<Standing> standings_;          // by credential; none: has done nothing
  StateKeys seen_;                            // B and K of every accepted ballot
  // Ids, which cover the credential: nobody makes another's ballot unfit by calling it tested.
  StateKeys tested_;
  std::uint64_t tested_count_ = 0;
};

}  // namespace tabella::bulletin_board
