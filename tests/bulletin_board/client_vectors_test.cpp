// The vectors that the TypeScript client runs too: tests/vectors/tabella/README.md.
#include <fstream>

#include "ballot/tested_notice.h"
#include "tests/catch.h"
#include "tests/client_vectors/client_vectors.h"

namespace tabella::bulletin_board::test {

TEST_CASE("the client's vectors are what this implementation makes") {
  std::ifstream in(TABELLA_SOURCE_DIR "/tests/vectors/tabella/client.json");
  const auto vectors = nlohmann::ordered_json::parse(in);
  auto made = ballot::test::make_client_vectors();
  // Its proof has a fresh nonce each time.
  made["notice"]["line"] = vectors.at("notice").at("line");
  REQUIRE(vectors.size() == made.size());
  REQUIRE(vectors.at("elections").size() == made.at("elections").size());
  for (std::size_t i = 0; i < made.at("elections").size(); ++i) {
    INFO(made.at("elections")[i].at("name").get<std::string>());
    REQUIRE(vectors.at("elections")[i] == made.at("elections")[i]);
  }
  REQUIRE(vectors == made);
}

TEST_CASE("the notice of the client's vectors is the credential holder's") {
  std::ifstream in(TABELLA_SOURCE_DIR "/tests/vectors/tabella/client.json");
  const auto vectors = nlohmann::json::parse(in);
  const auto notice =
      ballot::decode_tested_notice(vectors.at("notice").at("line").get<std::string>());
  REQUIRE(notice);
  REQUIRE(ballot::verify(*notice));
  REQUIRE(hex(ballot::id_of(*notice)) == vectors.at("notice").at("ballot").get<std::string>());
}

}  // namespace tabella::bulletin_board::test
