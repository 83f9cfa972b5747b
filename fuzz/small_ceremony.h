// A 2-of-3 ceremony whose static secrets are 1, 2 and 3, so that kept inputs stay meaningful.
#pragma once

#include <vector>

#include "crypto/dkg/ceremony.h"
#include "crypto/initialize.h"

namespace tabella::fuzz {

inline const crypto::Ceremony& small_ceremony() {
  static const crypto::Ceremony ceremony = [] {
    crypto::initialize();
    std::vector<crypto::Element> keys;
    for (std::uint64_t i = 1; i <= 3; ++i) {
      keys.push_back(mul_base(crypto::SecretScalar::from_u64(i)).publish());
    }
    return *crypto::Ceremony::create(2, keys, as_bytes("fuzz"));
  }();
  return ceremony;
}

inline crypto::TrusteeIndex trustee(std::uint32_t number) {
  return *crypto::TrusteeIndex::from_number(number);
}

}  // namespace tabella::fuzz
