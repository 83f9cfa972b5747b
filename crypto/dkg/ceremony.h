// The parameters of a key ceremony: C2SP cocktail-dkg v0.2.0, "Setup", ciphersuite
// COCKTAIL(Ristretto255, SHA-512). docs/protocol.md, "Ceremony".
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/fingerprint.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"
#include "crypto/trustee.h"

namespace tabella::crypto {

inline constexpr std::string_view kCocktailSuite = "COCKTAIL(Ristretto255, SHA-512)";

// Who takes part and how many are needed. Invariant: 1 <= threshold <= trustees <= kMaxTrustees;
// the static keys differ and none is the identity.
class Ceremony {
 public:
  static constexpr std::uint32_t kMaxTrustees = 255;
  using Context = std::array<std::uint8_t, 64>;

  // session: never used for another ceremony; Tabella passes the SHA-256 of the announcement, and
  // another attempt is another announcement.
  [[nodiscard]] static Result<Ceremony> create(std::uint32_t threshold,
                                               std::vector<Element> static_keys, ByteView session);

  [[nodiscard]] std::uint32_t threshold() const { return threshold_; }
  [[nodiscard]] std::uint32_t trustees() const {
    return static_cast<std::uint32_t>(static_keys_.size());
  }
  [[nodiscard]] bool has(TrusteeIndex trustee) const { return trustee.number() <= trustees(); }
  // After a complaint: the trustee at fault takes no further part, and its dealing does not count.
  void disqualify(TrusteeIndex trustee);
  [[nodiscard]] bool is_qualified(TrusteeIndex trustee) const;
  [[nodiscard]] const std::set<TrusteeIndex>& disqualified() const { return disqualified_; }
  [[nodiscard]] std::uint32_t qualified() const {
    return trustees() - static_cast<std::uint32_t>(disqualified_.size());
  }
  [[nodiscard]] const std::vector<Element>& static_keys() const { return static_keys_; }
  [[nodiscard]] const Element& static_key(TrusteeIndex trustee) const;
  // Binds session, ciphersuite and all static keys in their order; part of all that is signed.
  [[nodiscard]] const Context& context() const { return context_; }
  // The context for proofs of our own, which want 32 bytes.
  [[nodiscard]] Fingerprint fingerprint() const;

 private:
  Ceremony(std::uint32_t threshold, std::vector<Element> static_keys, ByteView session);

  std::uint32_t threshold_;
  std::vector<Element> static_keys_;
  Context context_;
  std::set<TrusteeIndex> disqualified_;
};

}  // namespace tabella::crypto
