#include "ballot/tested_notice.h"

#include "ballot/fingerprint.h"
#include "tests/catch.h"

namespace tabella::ballot {

namespace {

const Bytes kUncast = {2, 3, 4};

TestedNotice sample(const crypto::SecretScalar& key) {
  crypto::Fingerprint election{};
  election[0] = 1;
  return make_tested_notice(election, "north", 7, kUncast, key);
}

}  // namespace

TEST_CASE("a notice names the ballot that its credential sealed") {
  const auto key = crypto::SecretScalar::random();
  const TestedNotice notice = sample(key);
  const auto ballots = ballots_fingerprint(notice.election, "north");
  REQUIRE(id_of(notice) == crypto::ballot_id(ballots, notice.credential.bytes(), 7, kUncast));
  // The same ballot, called so by somebody else, is another one.
  REQUIRE(id_of(sample(crypto::SecretScalar::random())) != id_of(notice));
}

TEST_CASE("BA15: a notice is read back, and verifies under its credential alone") {
  const auto key = crypto::SecretScalar::random();
  const TestedNotice notice = sample(key);
  REQUIRE(decode_tested_notice(encode(notice)).value() == notice);
  REQUIRE(verify(notice));

  const auto code = [](const TestedNotice& altered) { return verify(altered).error().code; };
  TestedNotice other = notice;
  other.election[5] ^= 1;
  REQUIRE(code(other) == "tested.proof");
  other = notice;
  other.style = "south";
  REQUIRE(code(other) == "tested.proof");
  other = notice;
  other.sequence = 8;
  REQUIRE(code(other) == "tested.proof");
  other = notice;
  other.sealed[5] ^= 1;
  REQUIRE(code(other) == "tested.proof");
  other = notice;
  other.credential = crypto::mul_base(crypto::SecretScalar::random()).publish();
  REQUIRE(code(other) == "tested.proof");
  other = notice;
  other.proof = sample(crypto::SecretScalar::random()).proof;
  REQUIRE(code(other) == "tested.proof");
}

TEST_CASE("a notice under another base verifies under that base alone") {
  const auto key = crypto::SecretScalar::random();
  const crypto::CredentialBase base(crypto::mul_base(crypto::SecretScalar::random()).publish());
  const TestedNotice by_name = sample(key);
  const TestedNotice notice = make_tested_notice(by_name.election, "north", 7, kUncast, key, base);
  REQUIRE(notice.credential == (key * base).publish());
  REQUIRE(verify(notice, base));
  REQUIRE(verify(notice).error().code == "tested.proof");
  REQUIRE(verify(by_name, base).error().code == "tested.proof");
}

TEST_CASE("a notice has one spelling, and what is wrong is named") {
  const std::string line = encode(sample(crypto::SecretScalar::random()));
  const auto path = [](const std::string& text) {
    const auto decoded = decode_tested_notice(text);
    if (decoded) return std::string("accepted");
    REQUIRE(decoded.error().code == "tested.encoding");
    return decoded.error().path;
  };
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = line;
    return text.replace(text.find(from), from.size(), to);
  };
  REQUIRE(path(line) == "accepted");
  REQUIRE(path("") == "election");
  REQUIRE(path(with("tested", "Tested")) == "election");
  REQUIRE(path(with("\"credential\":\"", "\"credential\":\"AAAA")) == "credential");
  REQUIRE(path(with("\"style\"", "\"Style\"")) == "style");
  REQUIRE(path(with("north", "")) == "style");
  REQUIRE(path(with("north", "no rth")) == "style");
  REQUIRE(path(with("\"sequence\"", "\"Sequence\"")) == "sequence");
  for (const char* number : {"", "0", "07", "-7", "7.0", " 7", "9007199254740992"}) {
    CAPTURE(number);
    REQUIRE(path(with(":7,", std::string(":") + number + ",")) == "sequence");
  }
  REQUIRE(path(with(":7,", ":9007199254740991,")) == "accepted");
  REQUIRE(path(with("\"sealed\":\"", "\"sealed\":\"A")) == "sealed");
  REQUIRE(path(with("\"proof\"", "\"Proof\"")) == "proof");
  REQUIRE(path(with("\"proof\":\"", "\"proof\":\"__________")) == "proof");
  REQUIRE(path(line + "\n").empty());
  REQUIRE(path(" " + line) == "election");
  for (std::size_t size = 0; size < line.size(); ++size) {
    REQUIRE_FALSE(decode_tested_notice(line.substr(0, size)));
  }
}

}  // namespace tabella::ballot
