// The element that a list's credentials are multiples of: P = sk base. In an election by name it is
// the generator G. Under pseudonyms it is the G_m to which mixers moved all keys of a list, so that
// a person's P = sk G_m there tells nobody who it was on the list before.
#pragma once

#include "crypto/group.h"
#include "crypto/ristretto255.h"
#include "crypto/transcript.h"

namespace tabella::crypto {

// Public. The identity is possible, as in every element that was decoded: Check::identity and
// schnorr.identity refuse it.
template <Group G>
class CredentialBaseOf {
 public:
  using Element = typename G::Element;

  // G.
  CredentialBaseOf() : element_(Element::generator()) {}
  explicit CredentialBaseOf(const Element& element) : element_(element) {}

  [[nodiscard]] const Element& element() const { return element_; }
  [[nodiscard]] bool is_generator() const { return element_ == Element::generator(); }

  // Directly before "credential" P, in every transcript that has it: "base", unless the base is G.
  // That one message less is sound: its label is part of what is hashed, so no transcript under G
  // is one under another base, and each base has one transcript. Left out under a base other than
  // G, it buys a forgery: K, x and z_K first, then the base that fits them and anybody's P.
  void absorb_into(Transcript& t) const {
    if (!is_generator()) t.absorb_one("base", element_);
  }

  friend bool operator==(const CredentialBaseOf&, const CredentialBaseOf&) = default;

 private:
  Element element_;
};

using CredentialBase = CredentialBaseOf<Ristretto255>;

// Constant time in s: which base it is, everybody knows.
template <SecretGroup G>
[[nodiscard]] typename G::SecretElement operator*(const typename G::SecretScalar& s,
                                                  const CredentialBaseOf<G>& base) {
  return base.is_generator() ? G::mul_base(s) : s * base.element();
}

}  // namespace tabella::crypto
