// The values that posts are made of, in JSON. A wrong one is refused with a code post.* and reads
// as empty. docs/log.md, "Posts".
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "bulletin_board/log/signed_note.h"
#include "crypto/bytes.h"
#include "crypto/ristretto255.h"
#include "text/json_reader.h"

namespace tabella::bulletin_board {

// Numbers are exact in every language.
inline constexpr std::uint64_t kMaxNumber = (std::uint64_t{1} << 53) - 1;

// A key that signs notes.
[[nodiscard]] std::optional<VerifierKey> read_key(const text::JsonReader& json);
// Base64url.
[[nodiscard]] Bytes read_bytes(const text::JsonReader& json);
// Not the identity.
[[nodiscard]] crypto::Element read_element(const text::JsonReader& json);

template <std::size_t N>
[[nodiscard]] std::array<std::uint8_t, N> read_array(const text::JsonReader& json) {
  const Bytes bytes = read_bytes(json);
  std::array<std::uint8_t, N> out{};
  if (bytes.size() != N) {
    json.refuse("encoding", "is not " + std::to_string(N) + " bytes");
  } else {
    std::ranges::copy(bytes, out.begin());
  }
  return out;
}

}  // namespace tabella::bulletin_board
