// The encrypted totals of one ballot style: the sum of its ballots' ciphertexts, by weight, kept up
// to date as ballots come and go. Public data. docs/protocol.md, "Totals".
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "crypto/elgamal.h"
#include "crypto/vartime/point.h"

namespace tabella::tally {

// Kept by the board for each style of an election; every verifier adds up its own. One thread at a
// time: several each fill their own and merge.
class Aggregate {
 public:
  explicit Aggregate(std::size_t counters) : counters_(counters) {}

  // Ballots of the same weight >= 1, one after another: alpha_1, beta_1, ..., alpha_k, beta_k of
  // each, decoded, of ballots that were verified.
  void add_vartime(std::span<const crypto::vartime::AffinePoint> ciphertexts,
                   std::uint64_t weight = 1);
  // Takes out one ballot that was added: its voter has cast another.
  void remove_vartime(std::span<const crypto::vartime::AffinePoint> ciphertexts,
                      std::uint64_t weight = 1);
  // Adds what was added up elsewhere: of its counters as many as there are here, from `first` on.
  void merge_vartime(const Aggregate& other, std::size_t first = 0);

  [[nodiscard]] std::size_t counters() const { return counters_; }
  [[nodiscard]] std::uint64_t ballots() const { return ballots_; }
  [[nodiscard]] std::uint64_t weight_sum() const { return weight_sum_; }
  // How many ballots have each weight that some have.
  [[nodiscard]] const std::map<std::uint64_t, std::uint64_t>& ballots_by_weight() const {
    return ballots_by_weight_;
  }
  // One for each counter; (identity, identity) if there is no ballot.
  [[nodiscard]] std::vector<crypto::Ciphertext> ciphertexts_vartime() const;

 private:
  using Sums = std::vector<crypto::vartime::Point>;

  Sums& plane(std::size_t bit);

  std::size_t counters_;
  std::uint64_t ballots_ = 0;
  std::uint64_t weight_sum_ = 0;
  std::map<std::uint64_t, std::uint64_t> ballots_by_weight_;
  // planes_[b]: the sums over the ballots whose weight has bit b, so that a weight costs as many
  // additions as it has ones and no multiplication.
  std::vector<Sums> planes_;
};

}  // namespace tabella::tally
