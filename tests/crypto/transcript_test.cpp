#include "crypto/transcript.h"

#include "crypto/hash.h"
#include "crypto/ristretto255.h"
#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;

namespace {

Bytes framed(std::string_view text) {
  Bytes out;
  for (const std::uint8_t byte : uint64_be(text.size())) out.push_back(byte);
  for (const std::uint8_t byte : as_bytes(text)) out.push_back(byte);
  return out;
}

}  // namespace

TEST_CASE("a transcript is SHA-512 over framed labels and data") {
  Transcript transcript("d");
  transcript.absorb("a", as_bytes("xyz"));
  const auto expected =
      sha512({framed("domain"), framed("d"), framed("a"), framed("xyz"), framed("c")});
  REQUIRE(transcript.peek(as_bytes("c")) == expected);
  REQUIRE(transcript.peek(as_bytes("c")) == expected);
}

TEST_CASE("a challenge is absorbed under its own label") {
  Transcript drawn("d");
  const auto challenge = drawn.challenge_bytes("c");
  Transcript absorbed("d");
  absorbed.absorb("c", challenge);
  REQUIRE(drawn.peek({}) == absorbed.peek({}));
}

TEST_CASE("PF11: lengths before data keep messages apart") {
  Transcript one("d");
  one.absorb("ab", as_bytes("c"));
  Transcript other("d");
  other.absorb("a", as_bytes("bc"));
  REQUIRE(one.peek({}) != other.peek({}));
}

TEST_CASE("several values are one message, their encodings concatenated") {
  const std::vector<Scalar> values = {Scalar::from_u64(1), Scalar::from_u64(2)};
  Transcript together("d");
  together.absorb_all<Scalar>("s", values);
  Bytes bytes;
  for (const Scalar& value : values) {
    for (const std::uint8_t byte : value.bytes()) bytes.push_back(byte);
  }
  Transcript joined("d");
  joined.absorb("s", bytes);
  REQUIRE(together.peek({}) == joined.peek({}));
}
