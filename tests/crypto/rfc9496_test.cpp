// RFC 9496, appendix A, and GE1, GE3, GE4 of the attack catalogue, for libsodium's decoding and for
// our own of public data, one at a time and on every vector unit of this machine.
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "crypto/ristretto255.h"
#include "crypto/vartime/backend.h"
#include "crypto/vartime/point.h"
#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;
using nlohmann::json;

namespace {

json load() {
  const std::string path = TABELLA_SOURCE_DIR "/tests/vectors/rfc9496/ristretto255.json";
  std::ifstream file(path);
  INFO(path);
  REQUIRE(file.good());
  return json::parse(file);
}

Bytes bytes_of(const json& text) {
  const auto bytes = decode_hex(text.get<std::string>());
  REQUIRE(bytes.has_value());
  return *bytes;
}

// What every decoder says, which must be one verdict.
std::optional<Element> decode(ByteView bytes) {
  const auto element = Element::decode(bytes);
  const auto point = vartime::AffinePoint::decode_vartime(bytes);
  CHECK(point.has_value() == element.has_value());
  if (element && point) CHECK(vartime::Point::from_affine(*point).encode() == *element);
  if (bytes.size() != Element::kSize) return element;

  // More than one block of any vector unit, the last one incomplete.
  constexpr std::size_t kPlace = 17;
  std::vector<std::array<std::uint8_t, 32>> encodings(19, Element::generator().encode());
  std::ranges::copy(bytes, encodings[kPlace].begin());
  for (const vartime::Backend* backend : vartime::backends()) {
    INFO(backend->name);
    std::vector<vartime::AffinePoint> points(encodings.size());
    std::vector<std::uint8_t> valid(encodings.size());
    backend->decode(encodings, points.data(), valid.data());
    for (std::size_t i = 0; i < encodings.size(); ++i) {
      CHECK((valid[i] == 1) == (i != kPlace || element.has_value()));
    }
    const auto decoded = vartime::Point::from_affine(points[kPlace]).encode();
    CHECK(decoded == element.value_or(Element::identity()));
  }
  return element;
}

// 32 bytes + l, little-endian.
Bytes plus_order(Bytes bytes) {
  const auto order = decode_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  unsigned carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    carry += unsigned{bytes[i]} + unsigned{(*order)[i]};
    bytes[i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  REQUIRE(carry == 0);
  return bytes;
}

}  // namespace

TEST_CASE("RFC 9496 A.1: multiples of the generator") {
  const json file = load();
  const json& multiples = file["multiples"]["encodings"];
  REQUIRE(multiples.size() == 16);
  Element sum = Element::identity();
  for (std::uint64_t k = 0; k < multiples.size(); ++k) {
    const Bytes bytes = bytes_of(multiples[k]);
    const auto decoded = decode(bytes);
    REQUIRE(decoded.has_value());
    CHECK(*decoded == sum);
    CHECK(decoded->is_identity() == (k == 0));
    CHECK(mul_base(SecretScalar::from_u64(k)).publish() == sum);
    const std::array scalars = {Scalar::from_u64(k)};
    const std::array elements = {Element::generator()};
    CHECK(Ristretto255::multiscalar_mul_vartime(scalars, elements) == sum);
    sum = sum + Element::generator();
  }
}

TEST_CASE("RFC 9496 A.2, GE1: decode refuses every bad encoding") {
  std::size_t count = 0;
  const json file = load();
  for (const json& group : file["refused"]) {
    for (const json& encoding : group["encodings"]) {
      INFO(group["comment"] << ": " << encoding);
      CHECK_FALSE(decode(bytes_of(encoding)).has_value());
      ++count;
    }
  }
  CHECK(count == 30);
}

TEST_CASE("RFC 9496 A.3: elements from uniform bytes") {
  const json file = load();
  const json& vectors = file["derivations"]["vectors"];
  REQUIRE(vectors.size() == 11);
  for (const json& vector : vectors) {
    const Bytes input = bytes_of(vector["input"]);
    REQUIRE(input.size() == 64);
    const auto element = Element::from_hash(std::span(input).first<64>());
    CHECK(hex(element.bytes()) == vector["element"].get<std::string>());
  }
}

TEST_CASE("GE1: no good element has a second encoding") {
  const json file = load();
  for (const json& encoding : file["multiples"]["encodings"]) {
    const Bytes good = bytes_of(encoding);
    Bytes changed = good;
    changed[31] |= 0x80;
    CHECK_FALSE(decode(changed).has_value());
    CHECK_FALSE(decode(ByteView(good).first(31)).has_value());
    changed = good;
    changed.push_back(0);
    CHECK_FALSE(decode(changed).has_value());
  }
  CHECK_FALSE(decode({}).has_value());
}

TEST_CASE("GE3: the identity decodes, and its owner decides whether it may stand there") {
  const auto identity = decode(Bytes(32, 0));
  REQUIRE(identity.has_value());
  CHECK(identity->is_identity());
}

TEST_CASE("GE4: no scalar has a second encoding") {
  for (const std::uint64_t value : {0ULL, 1ULL, 12345ULL}) {
    const auto encoded = Scalar::from_u64(value).encode();
    const Bytes good(encoded.begin(), encoded.end());
    CHECK(Scalar::decode(good) == Scalar::from_u64(value));
    CHECK_FALSE(Scalar::decode(plus_order(good)).has_value());
    CHECK_FALSE(SecretScalar::decode(plus_order(good)).has_value());
    Bytes changed = good;
    changed[31] |= 0x80;
    CHECK_FALSE(Scalar::decode(changed).has_value());
    CHECK_FALSE(SecretScalar::decode(changed).has_value());
    CHECK_FALSE(Scalar::decode(ByteView(good).first(31)).has_value());
    CHECK_FALSE(SecretScalar::decode(ByteView(good).first(31)).has_value());
    changed = good;
    changed.push_back(0);
    CHECK_FALSE(Scalar::decode(changed).has_value());
    CHECK_FALSE(SecretScalar::decode(changed).has_value());
  }
  const auto largest = (-Scalar::from_u64(1)).encode();
  CHECK(Scalar::decode(largest).has_value());
  CHECK_FALSE(Scalar::decode(Bytes(32, 0xff)).has_value());
}
