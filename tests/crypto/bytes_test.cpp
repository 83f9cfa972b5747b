#include "crypto/bytes.h"

#include "tests/catch.h"

using namespace tabella;

TEST_CASE("integers are big-endian") {
  REQUIRE(hex(uint64_be(0x0102030405060708)) == "0102030405060708");
  REQUIRE(hex(uint32_be(0xfffefdfc)) == "fffefdfc");
}

TEST_CASE("hexadecimal has one form") {
  REQUIRE(decode_hex("00ff") == Bytes{0x00, 0xff});
  REQUIRE(decode_hex("") == Bytes{});
  for (const char* text : {"0", "00FF", "0g", "00 ff", " 00", "00\n", "0x00"}) {
    INFO(text);
    REQUIRE_FALSE(decode_hex(text).has_value());
  }
}

TEST_CASE("base64url has one form") {
  // RFC 4648, section 10, without padding.
  const std::pair<const char*, const char*> vectors[] = {
      {"", ""},        {"f", "Zg"},        {"fo", "Zm8"},
      {"foo", "Zm9v"}, {"foob", "Zm9vYg"}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : vectors) {
    const ByteView bytes = as_bytes(plain);
    REQUIRE(base64url(bytes) == encoded);
    REQUIRE(decode_base64url(encoded) == Bytes(bytes.begin(), bytes.end()));
  }
  REQUIRE(base64url(Bytes{0xfb, 0xff}) == "-_8");
  // Padding, the other alphabet, spaces, a lone character, non-zero trailing bits.
  for (const char* text : {"Zg==", "+/8", "Zm 9v", "Zm9v\n", "Z", "Zh", "Zm9"}) {
    INFO(text);
    REQUIRE_FALSE(decode_base64url(text).has_value());
  }
}
