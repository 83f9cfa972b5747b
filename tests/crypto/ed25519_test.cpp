// Ed25519 by the one rule of docs/log.md, "Signatures": what is not a key, even if the library
// takes it.
#include "crypto/ed25519.h"

#include <sodium.h>

#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;

namespace {

using Point = std::array<std::uint8_t, 32>;

// All points whose order divides 8, canonical: multiples of one of order 8.
std::vector<Point> small_order_points() {
  constexpr std::string_view kOrder8 =
      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05";
  const Bytes generator = decode_hex(kOrder8).value();
  Point sum{1};
  std::vector<Point> points;
  for (int i = 0; i < 8; ++i) {
    points.push_back(sum);
    REQUIRE(crypto_core_ed25519_add(sum.data(), sum.data(), generator.data()) == 0);
  }
  REQUIRE(sum == Point{1});
  return points;
}

}  // namespace

TEST_CASE("a key outside the main subgroup is no key: GE5") {
  const auto torsion = small_order_points();
  for (int i = 0; i < 20; ++i) {
    const auto key = Ed25519SecretKey::random().public_key();
    for (std::size_t t = 0; t < torsion.size(); ++t) {
      Point mixed;
      REQUIRE(crypto_core_ed25519_add(mixed.data(), key.bytes().data(), torsion[t].data()) == 0);
      INFO("torsion " << t);
      REQUIRE(Ed25519PublicKey::decode(mixed).has_value() == (t == 0));
    }
  }
}

TEST_CASE("a key of small order is no key: GE5") {
  for (const Point& point : small_order_points()) REQUIRE_FALSE(Ed25519PublicKey::decode(point));
}

TEST_CASE("a key that is not canonical, or not 32 bytes, is no key: GE5") {
  Point beyond;
  beyond.fill(0xff);
  beyond[31] = 0x7f;
  REQUIRE_FALSE(Ed25519PublicKey::decode(beyond));
  const auto key = Ed25519SecretKey::random().public_key();
  REQUIRE_FALSE(Ed25519PublicKey::decode(ByteView(key.bytes()).first(31)));
}

TEST_CASE("a signature whose s is not reduced is refused: GE4") {
  const auto key = Ed25519SecretKey::random();
  const Bytes message{'t', 'e', 'x', 't'};
  auto signature = key.sign(message);
  REQUIRE(key.public_key().verify(message, signature));
  // s + l is the same number mod l.
  static constexpr Point kOrder = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                                   0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                                   0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
  unsigned carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    carry += unsigned{signature[32 + i]} + kOrder[i];
    signature[32 + i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  REQUIRE_FALSE(key.public_key().verify(message, signature));
}
