#include "tally/aggregate.h"

#include "crypto/expects.h"
#include "crypto/vartime/many_points.h"

namespace tabella::tally {

using crypto::vartime::AffinePoint;

Aggregate::Sums& Aggregate::plane(std::size_t bit) {
  while (planes_.size() <= bit) planes_.emplace_back(2 * counters_);
  return planes_[bit];
}

void Aggregate::add_vartime(std::span<const AffinePoint> ciphertexts, std::uint64_t weight) {
  EXPECTS(weight >= 1 && counters_ >= 1 && ciphertexts.size() % (2 * counters_) == 0);
  const std::uint64_t ballots = ciphertexts.size() / (2 * counters_);
  for (std::size_t bit = 0; bit < 64; ++bit) {
    if ((weight >> bit & 1) != 0) crypto::vartime::add_rows_vartime(plane(bit), ciphertexts);
  }
  ballots_ += ballots;
  weight_sum_ += ballots * weight;
  if (ballots > 0) ballots_by_weight_[weight] += ballots;
}

void Aggregate::remove_vartime(std::span<const AffinePoint> ciphertexts, std::uint64_t weight) {
  EXPECTS(weight >= 1 && ciphertexts.size() == 2 * counters_);
  const auto of_weight = ballots_by_weight_.find(weight);
  EXPECTS(of_weight != ballots_by_weight_.end());
  std::vector<AffinePoint> negated;
  negated.reserve(ciphertexts.size());
  for (const AffinePoint& p : ciphertexts) negated.push_back(-p);
  for (std::size_t bit = 0; bit < 64; ++bit) {
    if ((weight >> bit & 1) != 0) crypto::vartime::add_rows_vartime(plane(bit), negated);
  }
  --ballots_;
  weight_sum_ -= weight;
  if (--of_weight->second == 0) ballots_by_weight_.erase(of_weight);
}

void Aggregate::merge_vartime(const Aggregate& other, std::size_t first) {
  EXPECTS(first <= other.counters_ && counters_ <= other.counters_ - first);
  for (std::size_t bit = 0; bit < other.planes_.size(); ++bit) {
    Sums& sums = plane(bit);
    for (std::size_t i = 0; i < sums.size(); ++i)
      sums[i] = sums[i] + other.planes_[bit][2 * first + i];
  }
  ballots_ += other.ballots_;
  weight_sum_ += other.weight_sum_;
  for (const auto& [weight, ballots] : other.ballots_by_weight_) {
    ballots_by_weight_[weight] += ballots;
  }
}

std::vector<crypto::Ciphertext> Aggregate::ciphertexts_vartime() const {
  // Horner's rule: sum_b 2^b planes_[b].
  Sums sums(2 * counters_);
  for (std::size_t bit = planes_.size(); bit-- > 0;) {
    for (std::size_t i = 0; i < sums.size(); ++i) {
      sums[i] = crypto::vartime::twice(sums[i]) + planes_[bit][i];
    }
  }
  std::vector<crypto::Ciphertext> out;
  out.reserve(counters_);
  for (std::size_t c = 0; c < counters_; ++c) {
    out.push_back({sums[2 * c].encode(), sums[2 * c + 1].encode()});
  }
  return out;
}

}  // namespace tabella::tally
