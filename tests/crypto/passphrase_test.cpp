#include "crypto/passphrase.h"

#include <algorithm>

#include "tests/catch.h"

namespace tabella::crypto {

TEST_CASE("a secret is opened by its passphrase alone, and by its own bytes") {
  SecretArray<64> secret;
  for (std::size_t i = 0; i < 64; ++i) secret.data()[i] = static_cast<std::uint8_t>(i);
  const Bytes sealed = seal_with_passphrase(secret, as_bytes("correct horse"));
  const auto opened = open_with_passphrase(sealed, as_bytes("correct horse"));
  REQUIRE(opened);
  REQUIRE(std::ranges::equal(opened->expose_for_storage(), secret.expose_for_storage()));
  CHECK_FALSE(open_with_passphrase(sealed, as_bytes("correct horsE")));
  CHECK_FALSE(open_with_passphrase(sealed, {}));
  for (const std::size_t at :
       {std::size_t{0}, std::size_t{20}, std::size_t{60}, sealed.size() - 1}) {
    Bytes spoiled = sealed;
    spoiled[at] ^= 1;
    CHECK_FALSE(open_with_passphrase(spoiled, as_bytes("correct horse")));
  }
  CHECK_FALSE(
      open_with_passphrase(ByteView(sealed).first(sealed.size() - 1), as_bytes("correct horse")));
  // Salt and nonce are fresh.
  CHECK(seal_with_passphrase(secret, as_bytes("correct horse")) != sealed);
}

}  // namespace tabella::crypto
