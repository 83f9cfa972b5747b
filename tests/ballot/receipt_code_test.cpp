#include "ballot/receipt_code.h"

#include "crypto/bytes.h"
#include "tests/catch.h"

namespace tabella::ballot::test {

namespace {

using Hash = std::array<std::uint8_t, 32>;

std::string read(const std::string& typed) {
  const auto code = read_receipt_code(typed);
  return code ? *code : code.error().message();
}

}  // namespace

TEST_CASE("a receipt code is the first 125 bits of the hash, the highest first") {
  REQUIRE(receipt_code(Hash{}) == "00000-00000-00000-00000-00000");
  Hash ones;
  ones.fill(0xFF);
  REQUIRE(receipt_code(ones) == "ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ");
  // Made with Python: 0123..1f read as one number, base 32.
  Hash counting;
  for (std::uint8_t i = 0; i < 32; ++i) counting[i] = i;
  REQUIRE(receipt_code(counting) == "000G4-0R40M-30E20-9185G-R38E1");
}

TEST_CASE("each of the first 125 bits changes the receipt code, and no other bit does") {
  for (std::size_t bit = 0; bit < 256; ++bit) {
    Hash hash{};
    hash[bit / 8] = static_cast<std::uint8_t>(0x80 >> bit % 8);
    REQUIRE((receipt_code(hash) != receipt_code(Hash{})) == (bit < 125));
  }
}

TEST_CASE("a receipt code is read however it is typed") {
  REQUIRE(read("0123A-4567B-89CDE-FGHJK-MNPQR") == "0123A-4567B-89CDE-FGHJK-MNPQR");
  REQUIRE(read("0123a4567b 89cde fghjk mnpqr") == "0123A-4567B-89CDE-FGHJK-MNPQR");
  REQUIRE(read("oOiIlL0000000000000000000") == "00111-10000-00000-00000-00000");
}

TEST_CASE("what is no receipt code is refused with the place") {
  REQUIRE(read("") == "receipt_code.length: 0 characters, a code has 25");
  REQUIRE(read("0123A-4567B-89CDE-FGHJK-MNPQ") ==
          "receipt_code.length: 24 characters, a code has 25");
  REQUIRE(read("0123A-4567B-89CDE-FGHJK-MNPQR-S") ==
          "receipt_code.length: 26 characters, a code has 25");
  REQUIRE(read("012U") == "receipt_code.character: character 4: is never part of a code");
  REQUIRE(read("01\n") == "receipt_code.character: character 3: is never part of a code");
  REQUIRE(read("01\xc3\xa4") == "receipt_code.character: character 3: is never part of a code");
}

}  // namespace tabella::ballot::test
