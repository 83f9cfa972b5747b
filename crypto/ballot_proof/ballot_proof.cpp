#include "crypto/ballot_proof/ballot_proof.h"

#include <set>

namespace tabella::crypto {

bool repeats_alpha(const Style& style, ByteView sealed) {
  const SealedView view(style, sealed);
  std::set<std::array<std::uint8_t, Element::kSize>> alphas;
  for (std::size_t i = 0; i < style.counters.size(); ++i) {
    std::array<std::uint8_t, Element::kSize> alpha;
    std::ranges::copy(view.alpha(i), alpha.begin());
    if (!alphas.insert(alpha).second) return true;
  }
  return false;
}

}  // namespace tabella::crypto
