#include "ballot/ballot_post.h"

#include "tests/catch.h"

namespace tabella::ballot::test {

namespace {

BallotPost sample() {
  BallotPost post;
  for (std::size_t i = 0; i < 32; ++i) post.election[i] = static_cast<std::uint8_t>(i);
  post.style = "north-1";
  post.credential = crypto::Element::generator();
  post.sequence = 7;
  post.sealed = {1, 2, 3, 4};
  return post;
}

const std::string kLine =
    R"({"type":"ballot","election":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",)"
    R"("style":"north-1",)"
    R"("credential":"4vKuCmq8TnGohKlhxQBRX1jjC2qlgt2NtqZZReCNLXY","sequence":7,)"
    R"("sealed":"AQIDBA"})";

std::string refusal(const std::string& from, const std::string& to) {
  std::string line = kLine;
  const std::size_t at = line.find(from);
  REQUIRE(at != std::string::npos);
  line.replace(at, from.size(), to);
  const auto decoded = decode_ballot_post(line);
  return decoded ? "accepted" : decoded.error().message();
}

}  // namespace

TEST_CASE("a ballot post has one form") {
  REQUIRE(encode(sample()) == kLine);
  REQUIRE(*decode_ballot_post(kLine) == sample());
}

TEST_CASE("no byte of a ballot post can be changed, added or left out and keep its meaning") {
  for (std::size_t i = 0; i < kLine.size(); ++i) {
    for (const char c : {' ', '"', 'A', '0', '\n', '\\'}) {
      std::string line = kLine;
      line[i] = c;
      const auto changed = decode_ballot_post(line);
      if (changed) REQUIRE(encode(*changed) == line);
      if (changed && line != kLine) REQUIRE_FALSE(*changed == sample());
      const auto inserted = decode_ballot_post(std::string(kLine).insert(i, 1, c));
      if (inserted) REQUIRE_FALSE(*inserted == sample());
    }
    const auto shorter = decode_ballot_post(std::string(kLine).erase(i, 1));
    if (shorter) REQUIRE_FALSE(*shorter == sample());
    REQUIRE_FALSE(decode_ballot_post(kLine.substr(0, i)).has_value());
  }
}

TEST_CASE("a ballot post's fields are refused by name") {
  REQUIRE(refusal("ballot", "notice") == "ballot.encoding: election: does not begin a ballot post");
  REQUIRE(refusal("AAEC", "AAE") == "ballot.encoding: election: not 32 bytes in base64url");
  REQUIRE(refusal("north-1", "north 1") == "ballot.encoding: style: not an identifier");
  REQUIRE(refusal("4vKu", "4vKv") == "ballot.encoding: credential: not a credential");
  REQUIRE(refusal("4vKuCmq8TnGohKlhxQBRX1jjC2qlgt2NtqZZReCNLXY",
                  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA") ==
          "ballot.encoding: credential: not a credential");
  for (const char* sequence : {"0", "07", "-7", "7.0", "7e0", "\"7\"", "", " 7", "7 ",
                               "9007199254740992", "18446744073709551617"}) {
    REQUIRE(refusal("\":7,", std::string("\":") + sequence + ",") ==
            "ballot.encoding: sequence: not a number from 1 to 2^53 - 1");
  }
  REQUIRE(refusal("\":7,", "\":9007199254740991,") == "accepted");
  REQUIRE(refusal("AQIDBA", "AQIDBA==") == "ballot.encoding: sealed: not base64url");
  REQUIRE(refusal("AQIDBA", "AQIDBB") == "ballot.encoding: sealed: not base64url");
  REQUIRE(refusal("AQIDBA\"}", "AQIDBA\"}\n") == "ballot.encoding: has more than a ballot post");
  REQUIRE(refusal(",\"sequence\":7", "") == "ballot.encoding: sequence: expected as fourth field");
  REQUIRE(refusal("\"}", "\",\"note\":\"\"}") == "ballot.encoding: has more than a ballot post");
  REQUIRE(refusal("AQIDBA", std::string(66'000, 'A')) ==
          "ballot.encoding: is longer than a log entry");
}

TEST_CASE("the size of a post is known before there is one") {
  BallotPost post = sample();
  post.sequence = kMaxSequence;
  for (const std::size_t size : {0u, 1u, 2u, 3u, 4u, 1664u}) {
    post.sealed.assign(size, 9);
    REQUIRE(ballot_post_size(post.style, size) == encode(post).size());
  }
}

}  // namespace tabella::ballot::test
