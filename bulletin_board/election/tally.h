// The tally of an election: its pools, the trustees' partial decryptions of those that may be
// opened, and the result that follows from them. docs/protocol.md, "Pools".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ballot/compile.h"
#include "ballot/definition.h"
#include "bulletin_board/rules/run_pieces.h"
#include "crypto/dkg.h"
#include "crypto/fingerprint.h"
#include "crypto/result.h"
#include "tally/aggregate.h"
#include "tally/partial_decryption.h"
#include "tally/pool.h"
#include "tally/result.h"

namespace tabella::bulletin_board {

// An election whose voting has ended.
struct ClosedElection {
  const ballot::Definition& definition;
  const crypto::Fingerprint& fingerprint;
  // Each in the order of the definition's styles.
  std::span<const ballot::CompiledStyle> compiled;
  std::span<const tally::Aggregate> aggregates;
  std::vector<std::uint64_t> roll_weights;
  std::span<const crypto::Element> share_keys;
  std::uint32_t threshold = 1;
};

// A pool, and what was posted of it.
struct TallyPool {
  tally::Pool pool;
  std::string name;
  std::uint64_t ballots = 0;  // that count
  std::uint64_t weight = 0;   // of these
  tally::TallyStatement statement;
  tally::PoolState state = tally::PoolState::waits;
  std::vector<tally::PartialDecryption> decryptions = {};
  // Of a pool that is opened.
  std::optional<std::vector<std::uint64_t>> totals = {};

  [[nodiscard]] bool has_decrypted(crypto::TrusteeIndex trustee) const;
};

// Invariant: every partial decryption was verified, is of a pool that was due, each pool has one of
// a trustee at most, and no two have the same nonce.
class Tally {
 public:
  // None before the end of voting.
  [[nodiscard]] const std::vector<TallyPool>& pools() const { return pools_; }
  // Of all pools.
  [[nodiscard]] std::size_t decryption_count() const;
  // Whether a pool is due that this trustee has not decrypted.
  [[nodiscard]] bool awaits(crypto::TrusteeIndex trustee) const;
  [[nodiscard]] const std::optional<std::vector<tally::QuestionResult>>& results() const {
    return results_;
  }

  // The end of voting: which pools there are, and which of them are due.
  void begin(const ClosedElection& election);
  // The index of a pool that is opened or due. Codes share.pool, share.withheld, share.waits.
  [[nodiscard]] Result<std::size_t> find_awaited(std::string_view name) const;
  // Codes rules.twice, share.*. Checks first and changes nothing when it refuses.
  [[nodiscard]] Result<Done> add(std::size_t pool, const tally::PartialDecryption& partial,
                                 const crypto::Element& share_key);
  // Opens what has shares enough, and derives the result once nothing is due or waits. True if
  // anything changed. A counter's search may take a second, and there may be hundreds: each is a
  // piece of its own.
  bool advance(const ClosedElection& election, const RunPieces& run_pieces);

 private:
  [[nodiscard]] bool repeats_nonce(const tally::PartialDecryption& partial) const;
  void open(std::span<const std::size_t> complete, const ClosedElection& election,
            const RunPieces& run_pieces);
  void decide(const ClosedElection& election);
  void derive_results(const ClosedElection& election);

  std::vector<TallyPool> pools_;
  std::optional<std::vector<tally::QuestionResult>> results_;
};

}  // namespace tabella::bulletin_board
