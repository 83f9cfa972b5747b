#include "crypto/tiny_group.h"

#include <set>
#include <vector>

#include "crypto/group.h"
#include "tests/catch.h"

using namespace tabella::crypto;

static_assert(SecretGroup<TinyGroup<13>>);
static_assert(SecretGroup<TinyGroup<13, 5>>);

TEST_CASE("the tiny field is a field") {
  using S = TinyScalar<13>;
  for (std::uint64_t a = 0; a < 13; ++a) {
    const S s = S::from_u64(a);
    REQUIRE(s - s == S());
    REQUIRE(-s + s == S());
    REQUIRE(S::from_i64(-static_cast<std::int64_t>(a)) == -s);
    if (a != 0) REQUIRE(s * invert(s) == S::from_u64(1));
    for (std::uint64_t b = 0; b < 13; ++b) {
      REQUIRE((s + S::from_u64(b)).value() == (a + b) % 13);
      REQUIRE((s * S::from_u64(b)).value() == (a * b) % 13);
    }
  }
}

TEST_CASE("64 bytes are a little-endian integer mod 13") {
  std::array<std::uint8_t, 64> wide{};
  wide[0] = 5;
  wide[1] = 1;  // 261 = 20 * 13 + 1
  REQUIRE(TinyScalar<13>::reduce_wide(wide).value() == 1);
  wide.fill(0xff);  // 256^64 - 1, and 256 = 9 mod 13 has order 3: 9^64 - 1 = 9 - 1
  REQUIRE(TinyScalar<13>::reduce_wide(wide).value() == 8);
}

TEST_CASE("tiny decode refuses other lengths and values from 13 on") {
  using E = TinyGroup<13, 2>::Element;
  const std::vector<std::vector<std::uint8_t>> bad = {{}, {1}, {1, 2, 3}, {13, 0}, {0, 255}};
  for (const auto& bytes : bad) REQUIRE_FALSE(E::decode(bytes).has_value());
  const std::vector<std::uint8_t> good = {12, 3};
  const auto decoded = E::decode(good);
  REQUIRE(decoded.has_value());
  REQUIRE(std::vector<std::uint8_t>{decoded->encode()[0], decoded->encode()[1]} == good);
}

TEST_CASE("bases of the free module are independent") {
  using G = TinyGroup<3, 4>;
  const std::vector<G::Element> bases = {G::Element::generator(), G::derive_generator(0),
                                         G::derive_generator(1), G::derive_generator(2)};
  std::set<G::Element> seen;
  for (std::uint64_t code = 0; code < 81; ++code) {
    const std::vector<G::Scalar> scalars = {
        G::Scalar::from_u64(code), G::Scalar::from_u64(code / 3), G::Scalar::from_u64(code / 9),
        G::Scalar::from_u64(code / 27)};
    seen.insert(G::multiscalar_mul_vartime(scalars, bases));
  }
  REQUIRE(seen.size() == 81);
}

TEST_CASE("derived generators of the group of order 13 are never the identity") {
  for (std::uint32_t i = 0; i < 30; ++i) {
    REQUIRE_FALSE(TinyGroup<13>::derive_generator(i).is_identity());
  }
}
