// Our own arithmetic against libsodium's, on random and boundary inputs, for every backend that
// this processor has.
#include <functional>
#include <string>

#include "crypto/hash.h"
#include "crypto/ristretto255.h"
#include "crypto/vartime/backend.h"
#include "crypto/vartime/field.h"
#include "crypto/vartime/many_points.h"
#include "crypto/vartime/multiscalar.h"
#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;
using namespace tabella::crypto::vartime;

namespace {

std::array<std::uint8_t, 64> numbered(std::string_view what, std::uint64_t i) {
  return sha512({as_bytes(what), uint64_be(i)});
}

Element element(std::uint64_t i) { return Element::from_hash(numbered("element", i)); }

Scalar scalar(std::uint64_t i) { return Scalar::reduce_wide(numbered("scalar", i)); }

// Runs once with each backend in use.
void with_each_backend(const std::function<void()>& test) {
  const Backend& before = backend();
  for (const Backend* each : backends()) {
    INFO(each->name);
    use_backend(*each);
    test();
  }
  use_backend(before);
}

std::vector<Scalar> boundary_scalars() {
  std::vector<Scalar> out = {Scalar(), Scalar::from_u64(1), -Scalar::from_u64(1),
                             Scalar::from_u64(UINT64_MAX)};
  Scalar power = Scalar::from_u64(1);
  for (int bit = 0; bit < 253; ++bit) {
    if (bit % 9 == 0 || bit > 250) {
      out.push_back(power);
      out.push_back(power - Scalar::from_u64(1));
      out.push_back(-power);
    }
    power = power + power;
  }
  return out;
}

}  // namespace

TEST_CASE("decoding agrees with libsodium on any bytes") {
  std::vector<std::array<std::uint8_t, 32>> encodings;
  for (std::uint64_t i = 0; i < 400; ++i) {
    encodings.push_back(element(i).encode());
    auto damaged = encodings.back();
    damaged[i % 32] = static_cast<std::uint8_t>(damaged[i % 32] ^ (1U << (i % 8)));
    encodings.push_back(damaged);
    std::array<std::uint8_t, 32> random;
    const auto hash = numbered("bytes", i);
    std::copy_n(hash.begin(), 32, random.begin());
    encodings.push_back(random);
    random[0] &= 0xfe;
    random[31] &= 0x7f;
    encodings.push_back(random);
  }
  // Everything near 0 and near p = 2^255 - 19, with and without bit 255.
  for (int low = 0; low < 256; ++low) {
    for (const std::uint8_t top : std::array<std::uint8_t, 4>{0x7f, 0xff, 0x00, 0x80}) {
      std::array<std::uint8_t, 32> near;
      near.fill((top & 0x7f) != 0 ? 0xff : 0x00);
      near[31] = top;
      near[0] = static_cast<std::uint8_t>(low);
      encodings.push_back(near);
    }
  }
  std::vector<AffinePoint> points(encodings.size());
  std::vector<std::uint8_t> valid(encodings.size());
  with_each_backend([&] {
    decode_many_vartime(encodings, points, valid);
    std::size_t accepted = 0;
    for (std::size_t i = 0; i < encodings.size(); ++i) {
      const auto expected = Element::decode(encodings[i]);
      INFO(hex(encodings[i]));
      REQUIRE((valid[i] == 1) == expected.has_value());
      if (expected) {
        ++accepted;
        REQUIRE(Point::from_affine(points[i]).encode() == *expected);
      } else {
        REQUIRE(Point::from_affine(points[i]).is_identity());
      }
    }
    REQUIRE(accepted > 400);
  });
}

TEST_CASE("additions agree with libsodium") {
  for (std::uint64_t i = 0; i < 50; ++i) {
    const Element a = element(i);
    const Element b = element(i + 1);
    const Point p = Point::from_element(a);
    const Point q = Point::from_element(b);
    REQUIRE((p + q).encode() == a + b);
    REQUIRE((p - q).encode() == a - b);
    REQUIRE((p + AffinePoint::from_element(b)).encode() == a + b);
    REQUIRE(twice(p).encode() == a + a);
    REQUIRE((p + p).encode() == a + a);
    REQUIRE((-p).encode() == -a);
    REQUIRE((p - p).is_identity());
    REQUIRE((p + q) == (q + p));
    REQUIRE_FALSE(p == q);
    REQUIRE(Point::from_affine((p + q).to_affine()).encode() == a + b);
    REQUIRE(Point::from_affine(-AffinePoint::from_element(a)).encode() == -a);
  }
}

TEST_CASE("every representative of an element is that element") {
  // (i, 0) has order 4, (0, -1) order 2: adding them changes coordinates, not the element.
  const FieldElement zero;
  const FieldElement one = FieldElement::small(1);
  const Point order4{kSqrtM1, zero, one, zero};
  const Point order2{zero, -one, one, zero};
  for (const Point& torsion : {order2, order4, order2 + order4}) {
    REQUIRE(torsion.is_identity());
    REQUIRE(torsion.encode() == Element::identity());
    for (std::uint64_t i = 0; i < 10; ++i) {
      const Point p = Point::from_element(element(i));
      REQUIRE((p + torsion) == p);
      REQUIRE((p + torsion).encode() == element(i));
    }
  }
}

TEST_CASE("public scalars agree with libsodium's") {
  std::vector<Scalar> values = boundary_scalars();
  for (std::uint64_t i = 0; i < 50; ++i) values.push_back(scalar(i));
  for (const Scalar& a : values) {
    const PublicScalar pa = PublicScalar::from_scalar(a);
    REQUIRE(pa.to_scalar() == a);
    REQUIRE((-pa).to_scalar() == -a);
    for (const Scalar& b : values) {
      const PublicScalar pb = PublicScalar::from_scalar(b);
      REQUIRE((pa * pb).to_scalar() == a * b);
      REQUIRE((pa + pb).to_scalar() == a + b);
      REQUIRE((pa - pb).to_scalar() == a - b);
    }
  }
  for (std::uint64_t i = 0; i < 100; ++i) {
    REQUIRE(PublicScalar::reduce_wide(numbered("wide", i)).to_scalar() ==
            Scalar::reduce_wide(numbered("wide", i)));
  }
  std::array<std::uint8_t, 64> ones;
  ones.fill(0xff);
  REQUIRE(PublicScalar::reduce_wide(ones).to_scalar() == Scalar::reduce_wide(ones));
  REQUIRE(PublicScalar::from_i64(-3).to_scalar() == Scalar::from_i64(-3));
  REQUIRE(PublicScalar::from_u64(UINT64_MAX).to_scalar() == Scalar::from_u64(UINT64_MAX));
  std::array<std::uint8_t, 64> wide{};
  std::fill_n(wide.begin(), 16, std::uint8_t{0xff});
  REQUIRE(PublicScalar::from_u128_bytes(std::span(wide).first<16>()).to_scalar() ==
          Scalar::reduce_wide(wide));
}

TEST_CASE("one product with every boundary scalar") {
  const Element e = element(7);
  for (const Scalar& s : boundary_scalars()) {
    const Element expected =
        Ristretto255Reference::multiscalar_mul_vartime(std::array{s}, std::array{e});
    REQUIRE(Ristretto255::multiscalar_mul_vartime(std::array{s}, std::array{e}) == expected);
  }
}

TEST_CASE("sums of products of every size") {
  std::vector<Scalar> scalars = boundary_scalars();
  std::vector<Element> elements;
  std::vector<PublicScalar> public_scalars;
  std::vector<AffinePoint> points;
  while (scalars.size() < 300) scalars.push_back(scalar(scalars.size()));
  for (std::size_t i = 0; i < scalars.size(); ++i) {
    // Repeats, opposites and the identity among the points meet in one bucket.
    Element e = element(i % 40);
    if (i % 7 == 3) e = -e;
    if (i % 31 == 5) e = Element::identity();
    elements.push_back(e);
    public_scalars.push_back(PublicScalar::from_scalar(scalars[i]));
    points.push_back(AffinePoint::from_element(e));
  }
  Element expected;
  std::vector<Element> prefix_sums = {expected};
  for (std::size_t i = 0; i < scalars.size(); ++i) {
    expected = expected + Ristretto255Reference::multiscalar_mul_vartime(
                              std::span(scalars).subspan(i, 1), std::span(elements).subspan(i, 1));
    prefix_sums.push_back(expected);
  }
  with_each_backend([&] {
    for (const std::size_t n :
         std::array<std::size_t, 14>{0, 1, 2, 3, 17, 64, 127, 128, 129, 200, 255, 256, 257, 300}) {
      INFO(n);
      const auto s = std::span(public_scalars).first(n);
      const auto p = std::span(points).first(n);
      REQUIRE(multiscalar_mul_vartime(s, p).encode() == prefix_sums[n]);
      // The same with tables for a half of them, and for all.
      for (const std::size_t split : {n / 2, n}) {
        const FixedBases fixed({p.begin(), p.begin() + static_cast<std::ptrdiff_t>(split)});
        REQUIRE(multiscalar_mul_vartime(s.first(split), fixed, s.subspan(split), p.subspan(split))
                    .encode() == prefix_sums[n]);
      }
    }
  });
}

TEST_CASE("many products of one point meet in one bucket") {
  const AffinePoint p = AffinePoint::from_element(element(1));
  const std::vector<AffinePoint> points(3000, p);
  const std::vector<PublicScalar> scalars(3000, PublicScalar::from_scalar(scalar(1)));
  const Element expected = Ristretto255Reference::multiscalar_mul_vartime(
      std::array{scalar(1) * Scalar::from_u64(3000)}, std::array{element(1)});
  with_each_backend(
      [&] { REQUIRE(multiscalar_mul_vartime(scalars, points).encode() == expected); });
}

TEST_CASE("rows are added column by column") {
  for (const std::size_t columns : std::array<std::size_t, 5>{1, 3, 8, 13, 20}) {
    constexpr std::size_t kRows = 5;
    std::vector<AffinePoint> rows;
    std::vector<Element> expected(columns);
    for (std::size_t i = 0; i < kRows * columns; ++i) {
      rows.push_back(AffinePoint::from_element(element(i)));
      expected[i % columns] = expected[i % columns] + element(i);
    }
    with_each_backend([&] {
      std::vector<Point> sums(columns);
      add_rows_vartime(sums, rows);
      for (std::size_t c = 0; c < columns; ++c) REQUIRE(sums[c].encode() == expected[c]);
    });
  }
}
