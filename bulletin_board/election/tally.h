// The tally of an election: the trustees' partial decryptions, and the result that follows from
// them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ballot/compile.h"
#include "ballot/definition.h"
#include "bulletin_board/rules/run_pieces.h"
#include "crypto/dkg.h"
#include "crypto/fingerprint.h"
#include "crypto/result.h"
#include "tally/partial_decryption.h"
#include "tally/result.h"

namespace tabella::bulletin_board {

// An election whose voting has ended.
struct ClosedElection {
  struct Style {
    std::uint64_t roll_weight = 0;    // of everybody who has the style
    std::uint64_t ballot_weight = 0;  // of the ballots that count
    tally::TallyStatement statement;
  };

  const ballot::Definition& definition;
  const crypto::Fingerprint& fingerprint;
  std::span<const ballot::CompiledStyle> compiled;
  std::vector<Style> styles;  // in the same order
  std::span<const crypto::Element> share_keys;
  std::uint32_t threshold = 1;
};

// Invariant: every partial decryption was verified, each style has one of a trustee at most, and no
// two have the same nonce.
class Tally {
 public:
  explicit Tally(std::size_t styles) : decryptions_(styles) {}

  // Of all styles.
  [[nodiscard]] std::size_t decryption_count() const;
  [[nodiscard]] bool has_decrypted(std::size_t style, crypto::TrusteeIndex trustee) const;
  // Whether every style has as many as open it.
  [[nodiscard]] bool is_complete(std::uint32_t threshold) const;
  [[nodiscard]] const std::optional<std::vector<tally::QuestionResult>>& results() const {
    return results_;
  }

  // Codes rules.twice, share.*. Checks first and changes nothing when it refuses.
  [[nodiscard]] Result<Done> add(std::size_t style, const tally::PartialDecryption& partial,
                                 const tally::TallyStatement& statement,
                                 const crypto::Element& share_key);
  // Of a complete tally: the result. A counter's search may take a second, and there may be
  // hundreds: each is a piece of its own.
  void open(const ClosedElection& election, const RunPieces& run_pieces);

 private:
  [[nodiscard]] bool repeats_nonce(const tally::PartialDecryption& partial) const;

  std::vector<std::vector<tally::PartialDecryption>> decryptions_;  // by style
  std::optional<std::vector<tally::QuestionResult>> results_;
};

}  // namespace tabella::bulletin_board
