#include "crypto/argon2id.h"

#include "tests/catch.h"

namespace tabella::crypto::test {

// Made with the reference implementation's program: argon2 0123456789abcdef -id -t 3 -k 65536 -p 1
// -l 64 -r.
TEST_CASE("Argon2id agrees with the reference implementation") {
  const auto salt = as_bytes("0123456789abcdef").first<16>();
  const auto hash =
      argon2id(as_bytes("ABCDEFGHJKLMNPQRSTUVWXYZ"), salt, {.passes = 3, .memory_kib = 65'536});
  REQUIRE(hex(hash.expose_for_storage()) ==
          "4a542f67d9a08a0d3d9b622b8aba7b88779436f484c5847488a74a7eced2e0ff"
          "0a3df332902934d987b3570bcda6d19bf98d81d5db2b223fb22f30cbbfdc91d6");
}

}  // namespace tabella::crypto::test
