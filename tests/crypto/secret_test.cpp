#include "crypto/secret.h"

#include <concepts>
#include <sstream>
#include <type_traits>

#include "crypto/ristretto255.h"
#include "tests/catch.h"

using namespace tabella::crypto;

namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
  out << value;
};

template <class T>
constexpr bool kKeepsSecret = !std::copyable<T> && !std::equality_comparable<T> && !Printable<T> &&
                              std::is_nothrow_move_constructible_v<T>;

static_assert(kKeepsSecret<Seed>);
static_assert(kKeepsSecret<SecretBits>);
static_assert(kKeepsSecret<SecretScalar>);
static_assert(kKeepsSecret<SecretElement>);

}  // namespace

TEST_CASE("a moved-from secret is wiped") {
  Seed seed = Seed::random();
  const Seed taken = std::move(seed);
  // NOLINTNEXTLINE(bugprone-use-after-move): what the move left behind is what is tested.
  for (const std::uint8_t byte : seed.expose_for_storage()) REQUIRE(byte == 0);
}

TEST_CASE("the destructor wipes every byte") {
  alignas(Seed) std::array<std::uint8_t, sizeof(Seed)> memory{};
  auto* seed = new (memory.data()) Seed(Seed::random());
  seed->~Seed();
  for (const std::uint8_t byte : memory) REQUIRE(byte == 0);
}

TEST_CASE("select and lookup take the chosen element") {
  const Element g = Element::generator();
  const Element two = g + g;
  const SecretElement a(g);
  const SecretElement b(two);
  REQUIRE(SecretElement::select(0, a, b).publish() == g);
  REQUIRE(SecretElement::select(1, a, b).publish() == two);
  const std::array<Element, 3> table = {Element::identity(), g, two};
  for (std::size_t i = 0; i < table.size(); ++i) {
    REQUIRE(SecretElement::lookup(table, i).publish() == table[i]);
  }
}

TEST_CASE("scalars are refused from l on") {
  auto below = (-Scalar::from_u64(1)).encode();
  REQUIRE(Scalar::decode(below).has_value());
  REQUIRE(SecretScalar::decode(below).has_value());
  auto order = below;
  order[0] = static_cast<std::uint8_t>(order[0] + 1);
  REQUIRE_FALSE(Scalar::decode(order).has_value());
  REQUIRE_FALSE(SecretScalar::decode(order).has_value());
  below[31] |= 0x80;
  REQUIRE_FALSE(Scalar::decode(below).has_value());
  REQUIRE_FALSE(Scalar::decode(std::array<std::uint8_t, 31>{}).has_value());
  REQUIRE_FALSE(Scalar::decode(std::array<std::uint8_t, 33>{}).has_value());
}

TEST_CASE("small integers of either sign are scalars") {
  REQUIRE(Scalar::from_i64(-5) + Scalar::from_u64(5) == Scalar());
  REQUIRE(Scalar::from_i64(INT64_MIN) + Scalar::from_u64(std::uint64_t{1} << 63) == Scalar());
  REQUIRE(SecretScalar::from_u64(77).publish() == Scalar::from_u64(77));
}
