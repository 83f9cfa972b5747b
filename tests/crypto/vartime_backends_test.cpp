// Every backend that this processor has computes what the portable one and libsodium compute: on
// limbs at the edges of what a field element may hold, and on millions of encodings.
#include <random>

#include "crypto/ristretto255.h"
#include "crypto/vartime/backend.h"
#include "crypto/vartime/field.h"
#include "crypto/vartime/point.h"
#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;
using namespace tabella::crypto::vartime;

namespace {

using Random = std::mt19937_64;
using Encoding = std::array<std::uint8_t, 32>;

// Any representative that the invariant of FieldElement allows, often one at its edges.
FieldElement edge(Random& random) {
  constexpr std::uint64_t kMost = FieldElement::kMask + (std::uint64_t{1} << 14);
  FieldElement out;
  for (std::uint64_t& limb : out.limb) {
    const std::array<std::uint64_t, 8> choices = {0,
                                                  1,
                                                  18,
                                                  FieldElement::kMask - 18,
                                                  FieldElement::kMask,
                                                  FieldElement::kMask + 1,
                                                  kMost,
                                                  random() & FieldElement::kMask};
    limb = choices[random() % choices.size()];
  }
  return out;
}

std::vector<Encoding> coordinates(const std::vector<Point>& points) {
  std::vector<Encoding> out;
  for (const Point& p : points) {
    for (const FieldElement& c : {p.x, p.y, p.z, p.t}) out.push_back(vartime::encode(c));
  }
  return out;
}

// The addition formulas are polynomials: they have one value for any field elements, whether or
// not these are coordinates of a point.
void check_additions(std::size_t columns, Random& random) {
  std::vector<Point> sums;
  std::vector<AffinePoint> rows;
  for (std::size_t c = 0; c < columns; ++c) {
    sums.push_back({edge(random), edge(random), edge(random), edge(random)});
  }
  for (std::size_t i = 0; i < 3 * columns; ++i) {
    rows.push_back({edge(random), edge(random), edge(random)});
  }
  std::vector<Point> expected = sums;
  portable_backend().add_rows(expected, rows);
  for (const Backend* each : backends()) {
    INFO(each->name);
    std::vector<Point> found = sums;
    each->add_rows(found, rows);
    REQUIRE(coordinates(found) == coordinates(expected));
  }
}

// Half of all even strings below 2^255 decode to something that the square root must refuse.
void check_decoding(std::size_t count, Random& random) {
  std::vector<Encoding> encodings(count);
  for (Encoding& encoding : encodings) {
    for (std::uint8_t& byte : encoding) byte = static_cast<std::uint8_t>(random());
    encoding[0] &= 0xfe;
    encoding[31] &= 0x7f;
  }
  std::vector<bool> expected;
  for (const Encoding& encoding : encodings) {
    expected.push_back(Element::decode(encoding).has_value());
  }
  std::vector<AffinePoint> points(count);
  std::vector<std::uint8_t> valid(count);
  for (const Backend* each : backends()) {
    INFO(each->name);
    each->decode(encodings, points.data(), valid.data());
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < count; ++i) {
      wrong += (valid[i] == 1) == expected[i] ? 0u : 1u;
      // A point that was accepted encodes to the bytes that it came from.
      if (expected[i] && i % 16 == 0) {
        wrong += Point::from_affine(points[i]).encode().bytes() == encodings[i] ? 0u : 1u;
      }
    }
    REQUIRE(wrong == 0);
  }
}

}  // namespace

TEST_CASE("backends agree on field elements at their edges") {
  Random random(51);
  for (int round = 0; round < 100; ++round) check_additions(1 + random() % 20, random);
}

TEST_CASE("backends agree with libsodium on random encodings") {
  Random random(52);
  check_decoding(1000, random);
}

TEST_CASE("backends agree on millions of field elements at their edges", "[.long]") {
  Random random(53);
  for (int round = 0; round < 20'000; ++round) check_additions(1 + random() % 20, random);
}

TEST_CASE("backends agree with libsodium on millions of encodings", "[.long]") {
  Random random(54);
  for (int round = 0; round < 200; ++round) check_decoding(10'000, random);
}
