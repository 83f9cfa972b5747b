// JSON as this project accepts it: one value, no duplicate keys, integers only (no sign unless
// asked for, no fraction, no exponent), no null, limited depth and size, valid UTF-8 without a mark
// at the beginning. docs/protocol.md, "JSON".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "crypto/result.h"

namespace tabella::text {

struct JsonValue;
struct JsonField;
using JsonArray = std::vector<JsonValue>;
// In the order of the text; keys are unique.
using JsonObject = std::vector<JsonField>;

// What a text says, of its own: it refers to nothing. Integers are exact.
struct JsonValue {
  std::variant<bool, std::int64_t, std::string, JsonArray, JsonObject> value;
};

// One "key":value of an object.
struct JsonField {
  std::string key;
  JsonValue value;
};

enum class Negatives { refused, allowed };

inline constexpr std::size_t kMaxJsonDepth = 16;

// For example {"id":"q1","winners":1,"title":{"en":"Who?"}}.
// Codes "<area>.encoding", "<area>.duplicate", "<area>.number", "<area>.type".
[[nodiscard]] Result<JsonValue> parse_strict_json(std::string_view text, const std::string& area,
                                                  std::size_t max_size,
                                                  Negatives negatives = Negatives::refused);

}  // namespace tabella::text
