#include "bulletin_board/rules/history.h"

#include "crypto/hash.h"
#include "tests/catch.h"

namespace tabella::bulletin_board::test {

TEST_CASE("a history is the chain and the digest of docs/log.md") {
  History history("tabella/v1/test-state");
  crypto::Fingerprint chain{};
  const auto expected = [&](std::uint64_t phase, std::uint64_t counter, ByteView beside) {
    return crypto::sha256(
        {as_bytes("tabella/v1/test-state"), uint64_be(phase), uint64_be(counter), chain, beside});
  };
  CHECK(history.digest(0, {}) == expected(0, 0, {}));
  for (const char* change : {"one", "two", ""}) {
    history.add(as_bytes(change));
    chain = crypto::sha256({chain, as_bytes(change)});
  }
  history.count();
  CHECK(history.counter() == 1);
  CHECK(history.digest(7, as_bytes("beside")) == expected(7, 1, as_bytes("beside")));
}

TEST_CASE("a history has another digest after each change, count, phase and in each domain") {
  History history("a");
  const auto empty = history.digest(0, {});
  CHECK(history.digest(1, {}) != empty);
  CHECK(History("b").digest(0, {}) != empty);
  history.count();
  const auto counted = history.digest(0, {});
  CHECK(counted != empty);
  history.add({});
  CHECK(history.digest(0, {}) != counted);
}

}  // namespace tabella::bulletin_board::test
