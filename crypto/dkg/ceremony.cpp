#include "crypto/dkg/ceremony.h"

#include <algorithm>
#include <string>
#include <utility>

#include "crypto/dkg/wire.h"
#include "crypto/expects.h"
#include "crypto/hash.h"

namespace tabella::crypto {

namespace {

// context = H("COCKTAIL-DKG-CONTEXT" || uint64_be(len(session_id)) || session_id
//             || uint64_be(len(ciphersuite_id)) || ciphersuite_id || uint32_le(n) || P_1 .. P_n)
Ceremony::Context context_of(const std::vector<Element>& static_keys, ByteView session) {
  const auto count = static_cast<std::uint32_t>(static_keys.size());
  return sha512({as_bytes("COCKTAIL-DKG-CONTEXT"), uint64_be(session.size()), session,
                 uint64_be(kCocktailSuite.size()), as_bytes(kCocktailSuite), uint32_le(count),
                 concatenate(static_keys)});
}

}  // namespace

Ceremony::Ceremony(std::uint32_t threshold, std::vector<Element> static_keys, ByteView session)
    : threshold_(threshold),
      static_keys_(std::move(static_keys)),
      context_(context_of(static_keys_, session)) {}

Result<Ceremony> Ceremony::create(std::uint32_t threshold, std::vector<Element> static_keys,
                                  ByteView session) {
  if (static_keys.empty() || static_keys.size() > kMaxTrustees) {
    return Error{"ceremony.parameters", "", std::to_string(static_keys.size()) + " trustees"};
  }
  if (threshold == 0 || threshold > static_keys.size()) {
    return Error{
        "ceremony.parameters", "",
        "threshold " + std::to_string(threshold) + " of " + std::to_string(static_keys.size())};
  }
  for (std::size_t i = 0; i < static_keys.size(); ++i) {
    const auto trustee = TrusteeIndex::from_position(i);
    if (static_keys[i].is_identity()) {
      return Error{"ceremony.identity", to_string(trustee), "static key"};
    }
    const auto twin = std::find(static_keys.begin(), static_keys.end(), static_keys[i]);
    const auto position = static_cast<std::size_t>(twin - static_keys.begin());
    if (position != i) {
      return Error{"ceremony.parameters", to_string(trustee),
                   "same static key as " + to_string(TrusteeIndex::from_position(position))};
    }
  }
  return Ceremony(threshold, std::move(static_keys), session);
}

const Element& Ceremony::static_key(TrusteeIndex trustee) const {
  EXPECTS(has(trustee));
  return static_keys_[trustee.position()];
}

void Ceremony::disqualify(TrusteeIndex trustee) {
  EXPECTS(has(trustee));
  disqualified_.insert(trustee);
}

bool Ceremony::is_qualified(TrusteeIndex trustee) const {
  return has(trustee) && !disqualified_.contains(trustee);
}

Fingerprint Ceremony::fingerprint() const {
  return sha256({as_bytes("tabella/v1/ceremony"), uint32_be(threshold_), context_});
}

}  // namespace tabella::crypto
