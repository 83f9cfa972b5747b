// From the partial decryptions of any t trustees to the opened counters. Wrong ones are named and
// do no harm as long as t right ones are there. docs/protocol.md, "Totals".
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "crypto/result.h"
#include "crypto/ristretto255.h"
#include "crypto/trustee.h"
#include "tally/partial_decryption.h"

namespace tabella::tally {

// The opened counters, and whose partial decryptions opened them.
struct Combination {
  std::vector<crypto::Element> opened;     // v_j G = beta_j - sum_i lambda_i D_ij for each counter
  std::vector<crypto::TrusteeIndex> used;  // the first t whose decryption is right, ascending
  std::vector<Error> refused;              // one for each that is not right, in their order
};

// share_keys[i] is of the trustee at position i; 1 <= threshold <= their number. A trustee's first
// right one is taken. Code shares.missing says how many are too few, with the refusals in words.
[[nodiscard]] Result<Combination> combine(const TallyStatement& statement,
                                          std::span<const crypto::Element> share_keys,
                                          std::uint32_t threshold,
                                          std::span<const PartialDecryption> partials);

}  // namespace tabella::tally
