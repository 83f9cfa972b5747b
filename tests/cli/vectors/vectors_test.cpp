// Vectors: every disagreement is noticed, every malformed file is refused with its place.
#include "cli/vectors/vectors.h"

#include <fstream>
#include <iterator>

#include "tests/catch.h"

using namespace tabella;
using namespace tabella::cli;

namespace {

std::string refusal(const std::string& text) {
  const auto vectors = decode_vectors(text);
  REQUIRE_FALSE(vectors);
  return vectors.error().message();
}

// A file with one case, in which `from` is replaced.
std::string changed(const std::string& from, const std::string& to) {
  static const std::string kFile = encode_vectors(make_vectors(1), "test");
  std::string text = kFile;
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("made vectors are read back and agree") {
  const BallotVectors made = make_vectors(2);
  const auto read = decode_vectors(encode_vectors(made, "test"));
  REQUIRE(read.has_value());
  REQUIRE(read->cases.size() == 6);
  REQUIRE(read->generators == made.generators);
  for (const BallotVector& vector : read->cases) REQUIRE(disagreement(vector).empty());
  for (const auto& [index, bytes] : read->generators) REQUIRE(disagreement(index, bytes).empty());
}

TEST_CASE("credentials may be multiples of another base, which a case names") {
  std::ifstream file(TABELLA_SOURCE_DIR "/tests/vectors/tabella/ballots_under_another_base.json");
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  auto read = decode_vectors(text);
  REQUIRE(read.has_value());
  REQUIRE(read->cases.size() == 7);
  for (BallotVector& vector : read->cases) {
    INFO(vector.name);
    REQUIRE(vector.base.has_value());
    CHECK(disagreement(vector).empty());
    if (vector.expect != "ok") continue;
    // Under G the same bytes prove nothing.
    vector.base.reset();
    CHECK_FALSE(disagreement(vector).empty());
  }
  const auto again = decode_vectors(encode_vectors(*read, "test"));
  REQUIRE(again.has_value());
  CHECK(again->cases.front().base == read->cases.front().base);
}

TEST_CASE("each disagreement is said") {
  const BallotVector good = make_vectors(1).cases[1];
  const auto words = [&good](auto&& damage) {
    BallotVector vector = good;
    damage(vector);
    return disagreement(vector);
  };
  REQUIRE(words([](auto&) {}).empty());
  REQUIRE(words([](auto& v) { v.expect = "bits"; }) == "expected bits, found ok");
  REQUIRE(words([](auto& v) { v.sequence = 2; }) == "expected ok, found credential");
  REQUIRE(words([](auto& v) { v.sealed.pop_back(); }) == "expected ok, found shape");
  REQUIRE(words([](auto& v) { v.key.fill(0xff); }) == "expected ok, found encoding");
  REQUIRE(words([](auto& v) { v.key.fill(0); }) == "expected ok, found identity");
  REQUIRE(words([](auto& v) { v.id->front() ^= 1; }).starts_with("its id is "));
  REQUIRE(words([](auto& v) { v.seal->seed[0] ^= 1; }) == "sealed again it differs from byte 0 on");
  REQUIRE(words([](auto& v) { v.seal->sk.fill(0xff); }) ==
          "it cannot be sealed: key, sk or kappa is not canonical");
  REQUIRE(disagreement(3, {}).starts_with("it is 0ad7196d"));
}

TEST_CASE("malformed vectors are refused with their place") {
  REQUIRE(refusal("") == "vectors.json: is not JSON");
  REQUIRE(refusal("[]") == "vectors.json: is no object");
  REQUIRE(refusal("{}") == "vectors.json: cases: cases is missing");
  REQUIRE(refusal(R"({"cases": []})") == "vectors.json: cases: there is none");
  REQUIRE(refusal(R"({"cases": [7]})") == "vectors.json: case 1: is no object");
  REQUIRE(refusal(R"({"generators": {"1": "00"}, "cases": []})") ==
          "vectors.json: generators: a generator is not 32 bytes");
  REQUIRE(refusal(changed("\"20\": ", "\"H20\": ")) ==
          "vectors.json: generators: generators has an index that is no number");
  REQUIRE(refusal(changed("\"bits\": 20", "\"bits\": 5000")) ==
          "vectors.json: case 1: more than 4096 bits");
  REQUIRE(refusal(changed("\"bits\": 20", "\"bits\": 19")) ==
          "vectors.json: case 1: a row has bit 19 of 19");
  REQUIRE(refusal(changed("\"bits\": 20", "\"bits\": -1")) ==
          "vectors.json: case 1: bits is no integer in range");
  REQUIRE(refusal(changed("\"rhs\": 1", "\"rhs\": 18446744073709551615")) ==
          "vectors.json: case 1: rhs is no integer in range");
  REQUIRE(refusal(changed("\"expect\": \"ok\"", "\"expect\": \"fine\"")) ==
          "vectors.json: case 1: expects fine, which is no check");
  REQUIRE(refusal(changed("\"sealed\": \"", "\"sealed\": \"x")) ==
          "vectors.json: case 1: sealed is not hexadecimal");
  REQUIRE(refusal(changed("\"seed\": \"", "\"seed\": \"00")) ==
          "vectors.json: case 1: seed is not 32 bytes");
}
