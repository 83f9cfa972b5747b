#include "crypto/ristretto255.h"

#include "tests/catch.h"

using namespace tabella::crypto;

static_assert(Group<Ristretto255>);
static_assert(SecretGroup<Ristretto255>);
static_assert(SecretGroup<Ristretto255Reference>);

TEST_CASE("decode refuses an element with bit 255 set") {
  auto bytes = Element::generator().encode();
  REQUIRE(Element::decode(bytes) == Element::generator());
  bytes[31] |= 0x80;
  REQUIRE_FALSE(Element::decode(bytes).has_value());
}

TEST_CASE("an honest zero is the identity, not an error") {
  REQUIRE((SecretScalar::from_u64(0) * Element::generator()).publish().is_identity());
  REQUIRE(mul_base(SecretScalar::from_u64(0)).publish().is_identity());
}

TEST_CASE("the independent model's first generator") {
  REQUIRE(tabella::hex(Ristretto255::derive_generator(0).bytes()) ==
          "e820e2f0adcc2af679741fea4ebab07c02bd75fc280d13ea18f295ccbf718533");
}
