// The definition as JSON. docs/protocol.md, "The definition". The bytes that were received are what
// is hashed; nothing is ever written again before hashing.
#pragma once

#include <string>
#include <string_view>

#include "ballot/definition.h"
#include "crypto/result.h"

namespace tabella::ballot {

inline constexpr std::string_view kDefinitionVersion = "tabella/v1";
inline constexpr std::size_t kMaxDefinitionSize = std::size_t{1} << 20;

// Refuses anything unknown, missing, repeated, of another type or out of range, and what
// check_definition refuses: code definition.*, a path such as questions[2].options[0].text.zh.
[[nodiscard]] Result<Definition> decode_definition(std::string_view text);

// For officials' tools that make a definition; decode_definition(encode(d)) gives d.
[[nodiscard]] std::string encode(const Definition& definition);

}  // namespace tabella::ballot
