#include "ballot/test_file.h"

#include <algorithm>

#include "ballot/ballot_post.h"
#include "text/identifier.h"
#include "text/json_reader.h"

namespace tabella::ballot {

using crypto::Element;

namespace {

constexpr const char* kType = "tabella/v1/test";
constexpr std::size_t kMaxSize = std::size_t{1} << 21;

std::array<std::uint8_t, 32> read_hash(const text::JsonReader& json) {
  std::array<std::uint8_t, 32> hash{};
  const auto bytes = decode_base64url(json.string());
  if (bytes && bytes->size() == hash.size()) {
    std::ranges::copy(*bytes, hash.begin());
  } else {
    json.refuse("value", "must be 32 bytes in base64url");
  }
  return hash;
}

Element read_element(const text::JsonReader& json) {
  const auto element = Element::decode(read_hash(json));
  if (!element || element->is_identity()) json.refuse("value", "must be an element");
  return element.value_or(Element());
}

std::string field(const char* name, const std::string& value) {
  return std::string(",\"") + name + "\":\"" + value + "\"";
}

}  // namespace

std::string encode(const TestFile& test, std::string_view answers) {
  return std::string("{\"type\":\"") + kType + "\"" + field("election", base64url(test.election)) +
         field("style", test.style) + field("credential", base64url(test.credential.bytes())) +
         ",\"sequence\":" + std::to_string(test.sequence) +
         field("ballot", base64url(test.ballot)) +
         field("seed", base64url(test.seed.expose_for_storage())) +
         field("K", base64url(test.K.bytes())) + ",\"answers\":" + std::string(answers) + "}\n";
}

Result<TestFile> decode_test_file(std::string_view text) {
  const auto json = text::parse_strict_json(text, "test", kMaxSize, text::Negatives::allowed);
  if (!json) return json.error();
  text::JsonVerdict verdict("test");
  const text::JsonReader reader(*json, verdict);
  reader.only(
      {"type", "election", "style", "credential", "sequence", "ballot", "seed", "K", "answers"});
  if (reader["type"].string() != kType) reader["type"].refuse("value", "is no test file");
  if (!text::is_identifier(reader["style"].string())) {
    reader["style"].refuse("value", "must be an identifier");
  }
  TestFile test{read_hash(reader["election"]),
                reader["style"].string(),
                read_element(reader["credential"]),
                reader["sequence"].number(1, kMaxSequence),
                read_hash(reader["ballot"]),
                crypto::Seed(std::span<const std::uint8_t, 32>(read_hash(reader["seed"]))),
                read_element(reader["K"]),
                {}};
  (void)reader["answers"].entries();
  if (verdict.error()) return *verdict.error();
  for (const text::JsonField& each : std::get<text::JsonObject>(json->value)) {
    if (each.key == "answers") test.answers = each.value;
  }
  return test;
}

}  // namespace tabella::ballot
