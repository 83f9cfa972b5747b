#include "tally/tie_order.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "crypto/hash.h"

namespace tabella::tally {

namespace {

// SHA-256(frame("tabella/v1/lot") || frame(election fingerprint) || frame(question id)
// || frame(option id))
std::array<std::uint8_t, 32> lot(const crypto::Fingerprint& election, const std::string& question,
                                 const std::string& option) {
  const ByteView domain = as_bytes("tabella/v1/lot");
  return crypto::sha256({uint64_be(domain.size()), domain, uint64_be(election.size()), election,
                         uint64_be(question.size()), as_bytes(question), uint64_be(option.size()),
                         as_bytes(option)});
}

}  // namespace

std::vector<std::uint32_t> tie_order(const ballot::Question& question,
                                     const crypto::Fingerprint& election) {
  std::vector<std::uint32_t> order(question.options.size());
  std::iota(order.begin(), order.end(), 0u);
  if (question.counting.ties == ballot::TieRule::lot) {
    std::ranges::sort(order, {}, [&](std::uint32_t option) {
      return lot(election, question.id, question.options[option].id);
    });
  }
  return order;
}

}  // namespace tabella::tally
