// The groups of other systems: their numbers are what they are said to be, and GE6 of the attack
// catalogue.
#include "crypto/modp_group.h"

#include <gmp.h>

#include <string>
#include <vector>

#include "crypto/elgamal.h"
#include "crypto/group.h"
#include "crypto/modp_constants.h"
#include "crypto/schnorr.h"
#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;

static_assert(Group<ElectionGuard4096> && !SecretGroup<ElectionGuard4096>);
static_assert(Group<Belenios2048> && !SecretGroup<Belenios2048>);
static_assert(Group<Helios2048> && !SecretGroup<Helios2048>);

namespace {

// The test's own arithmetic: a value, so that formulas can be written down.
class Z {
 public:
  explicit Z(unsigned long n = 0) { mpz_init_set_ui(z_, n); }
  explicit Z(std::string_view digits, int base = 16) {
    REQUIRE(mpz_init_set_str(z_, std::string(digits).c_str(), base) == 0);
  }
  Z(const Z& other) { mpz_init_set(z_, other.z_); }
  Z& operator=(const Z& other) {
    mpz_set(z_, other.z_);
    return *this;
  }
  ~Z() { mpz_clear(z_); }

  friend Z operator+(Z a, const Z& b) { return mpz_add(a.z_, a.z_, b.z_), a; }
  friend Z operator-(Z a, const Z& b) { return mpz_sub(a.z_, a.z_, b.z_), a; }
  friend Z operator*(Z a, const Z& b) { return mpz_mul(a.z_, a.z_, b.z_), a; }
  friend Z operator/(Z a, const Z& b) { return mpz_fdiv_q(a.z_, a.z_, b.z_), a; }
  friend Z operator%(Z a, const Z& b) { return mpz_fdiv_r(a.z_, a.z_, b.z_), a; }
  friend bool operator==(const Z& a, const Z& b) { return mpz_cmp(a.z_, b.z_) == 0; }

  [[nodiscard]] static Z two_to(unsigned long bits) {
    Z z;
    mpz_setbit(z.z_, bits);
    return z;
  }
  [[nodiscard]] Z pow_mod(const Z& e, const Z& p) const {
    Z z;
    mpz_powm(z.z_, z_, e.z_, p.z_);
    return z;
  }
  [[nodiscard]] bool probably_prime() const { return mpz_probab_prime_p(z_, 30) != 0; }
  [[nodiscard]] std::size_t bits() const { return mpz_sizeinbase(z_, 2); }
  [[nodiscard]] Bytes bytes(std::size_t size) const {
    std::string digits(2 * size, '0');
    char* text = mpz_get_str(nullptr, 16, z_);
    const std::string significant = text;
    void (*release)(void*, std::size_t) = nullptr;
    mp_get_memory_functions(nullptr, nullptr, &release);
    release(text, significant.size() + 1);
    REQUIRE(significant.size() <= digits.size());
    digits.replace(digits.size() - significant.size(), significant.size(), significant);
    return *decode_hex(digits);
  }

 private:
  mpz_t z_;
};

struct Numbers {
  explicit Numbers(const ModPConstants& c) : p(c.p), q(c.q), g(c.g) {}
  Z p, q, g;
};

void check_numbers(const ModPConstants& constants, std::size_t modulus_bits) {
  const Numbers n(constants);
  INFO(constants.name);
  CHECK(n.p.bits() == modulus_bits);
  CHECK(n.q.bits() == 256);
  CHECK(n.p.probably_prime());
  CHECK(n.q.probably_prime());
  CHECK((n.p - Z(1)) % n.q == Z(0));
  CHECK_FALSE(n.g == Z(1));
  CHECK(n.g.pow_mod(n.q, n.p) == Z(1));
}

// floor(2^bits ln 2) from ln 2 = 18 atanh(1/26) - 2 atanh(1/4801) + 8 atanh(1/8749).
Z scaled_ln2(unsigned long bits) {
  const unsigned long guard = 64;
  const auto atanh_of_inverse = [&](unsigned long x) {
    Z term = Z::two_to(bits + guard) / Z(x);
    Z sum = term;
    for (unsigned long k = 3; !(term == Z(0)); k += 2) {
      term = term / Z(x * x);
      sum = sum + term / Z(k);
    }
    return sum;
  };
  const Z scaled =
      Z(18) * atanh_of_inverse(26) - Z(2) * atanh_of_inverse(4801) + Z(8) * atanh_of_inverse(8749);
  return scaled / Z::two_to(guard);
}

std::array<std::uint8_t, 64> wide(std::uint8_t first) {
  std::array<std::uint8_t, 64> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<std::uint8_t>(first + 7 * i);
  return bytes;
}

template <class G>
typename G::Element times(const typename G::Scalar& s, const typename G::Element& e) {
  const std::array scalars = {s};
  const std::array elements = {e};
  return G::multiscalar_mul_vartime(scalars, elements);
}

template <class G>
void check_refusals(const ModPConstants& constants) {
  using E = typename G::Element;
  const Numbers n(constants);
  const auto accepted = [](const Z& z) { return E::decode(z.bytes(E::kSize)).has_value(); };
  INFO(constants.name);
  CHECK(accepted(n.g));
  CHECK(accepted(Z(1)));
  CHECK(E::decode(Z(1).bytes(E::kSize))->is_identity());
  CHECK_FALSE(accepted(Z(0)));
  CHECK_FALSE(accepted(n.p - Z(1)));  // order 2
  CHECK_FALSE(accepted(n.p));
  CHECK_FALSE(accepted(n.p - n.g));               // -g: order 2 q
  CHECK_FALSE(accepted(Z(7).pow_mod(n.q, n.p)));  // order divides the cofactor
  // p + 1 and g + p, where they fit, are second encodings.
  if ((n.p + n.g).bits() <= 8 * E::kSize) CHECK_FALSE(accepted(n.p + n.g));
  if ((n.p + Z(1)).bits() <= 8 * E::kSize) CHECK_FALSE(accepted(n.p + Z(1)));
  // Shorter and longer bytes of the same number.
  Bytes bytes = n.g.bytes(E::kSize);
  bytes.insert(bytes.begin(), 0);
  CHECK_FALSE(E::decode(bytes).has_value());
  CHECK_FALSE(E::decode(Z(1).bytes(E::kSize - 1)).has_value());
  CHECK_FALSE(E::decode({}).has_value());

  using S = typename G::Scalar;
  CHECK(S::decode((n.q - Z(1)).bytes(32)).has_value());
  CHECK_FALSE(S::decode(n.q.bytes(32)).has_value());
  CHECK_FALSE(S::decode(n.q.bytes(33)).has_value());
  CHECK_FALSE(S::decode(Z(1).bytes(31)).has_value());
}

template <class G>
void check_arithmetic(const ModPConstants& constants) {
  using E = typename G::Element;
  using S = typename G::Scalar;
  const Numbers n(constants);
  INFO(constants.name);
  const E g = E::generator();
  CHECK(E::decode(g.encode()) == g);
  CHECK((g - g).is_identity());
  CHECK(g + E::identity() == g);
  CHECK(times<G>(S::from_i64(0), g).is_identity());
  CHECK(times<G>(S::from_i64(-1), g) == -g);
  const E g_cubed = times<G>(S::from_i64(3), g);
  CHECK(g_cubed == g + g + g);
  CHECK(g_cubed.encode() == E::decode(n.g.pow_mod(Z(3), n.p).bytes(E::kSize))->encode());

  const S a = S::reduce_wide(wide(1));
  const S b = S::reduce_wide(wide(200));
  CHECK(a * invert(a) == S::from_i64(1));
  CHECK((a + b) - b == a);
  CHECK(times<G>(a, times<G>(b, g)) == times<G>(a * b, g));
  CHECK(S::decode(a.encode()) == a);

  // More elements than fit into one chunk.
  std::vector<S> scalars;
  std::vector<E> elements;
  E sum = E::identity();
  for (std::int64_t i = 0; i < 67; ++i) {
    scalars.push_back(S::from_i64(i) - a);
    elements.push_back(i % 2 == 0 ? g : g_cubed);
    sum = sum + (i < 3 ? times<G>(scalars.back(), elements.back()) : E::identity());
  }
  CHECK(G::multiscalar_mul_vartime(std::span(scalars).first(3), std::span(elements).first(3)) ==
        sum);
  S exponent = S::from_i64(0);
  for (std::size_t i = 0; i < scalars.size(); ++i) {
    exponent = exponent + (i % 2 == 0 ? scalars[i] : S::from_i64(3) * scalars[i]);
  }
  CHECK(G::multiscalar_mul_vartime(scalars, elements) == times<G>(exponent, g));

  const E h = G::derive_generator(0);
  CHECK(E::decode(h.encode()) == h);
  CHECK_FALSE(h.is_identity());
  CHECK(h != G::derive_generator(1));
  CHECK(h == G::derive_generator(0));
}

}  // namespace

TEST_CASE("the numbers of the mod p groups define subgroups of prime order") {
  check_numbers(kElectionGuard4096, 4096);
  check_numbers(kBelenios2048, 2048);
  check_numbers(kHelios2048, 2048);
}

TEST_CASE("ElectionGuard's numbers follow its published formulas") {
  const Numbers n(kElectionGuard4096);
  CHECK(n.q == Z::two_to(256) - Z(189));
  const Z delta(
      "287975203778583638958138611533602521491887169409704874643524560756486080635197037903", 10);
  CHECK(n.p == Z::two_to(4096) - Z::two_to(3840) + Z::two_to(256) * (scaled_ln2(3584) + delta) +
                   (Z::two_to(256) - Z(1)));
  const Z cofactor = (n.p - Z(1)) / n.q;
  CHECK((cofactor / Z(2)).probably_prime());
  CHECK(n.g == Z(2).pow_mod(cofactor, n.p));
}

TEST_CASE("GE6: decode refuses what is outside the subgroup or encoded twice") {
  check_refusals<ElectionGuard4096>(kElectionGuard4096);
  check_refusals<Belenios2048>(kBelenios2048);
  check_refusals<Helios2048>(kHelios2048);
}

TEST_CASE("mod p arithmetic agrees with itself and with plain exponentiation") {
  check_arithmetic<ElectionGuard4096>(kElectionGuard4096);
  check_arithmetic<Belenios2048>(kBelenios2048);
  check_arithmetic<Helios2048>(kHelios2048);
}

TEST_CASE("ciphertexts and proofs of the mod p groups are read and checked") {
  using G = Belenios2048;
  using S = G::Scalar;
  const auto g = G::Element::generator();
  const CiphertextOf<G> c{times<G>(S::from_i64(5), g), g};
  CHECK(CiphertextOf<G>::decode(c.encode()) == c);
  auto bytes = c.encode();
  bytes[0] = 0xff;
  CHECK_FALSE(CiphertextOf<G>::decode(bytes).has_value());

  // A proof for the secret 9 with nonce 4, made in the open.
  const SchnorrStatement<G> s{{}, g, times<G>(S::from_i64(9), g)};
  const auto commitment = times<G>(S::from_i64(4), g);
  const S x = schnorr_challenge(s, commitment);
  SchnorrProof<G> proof{commitment, x * S::from_i64(9) + S::from_i64(4)};
  CHECK(verify(s, proof).has_value());
  proof.response = proof.response + S::from_i64(1);
  CHECK_FALSE(verify(s, proof).has_value());
}
