// Bytes on the wire: views of text as bytes and back, big-endian integers, strict hexadecimal and
// base64.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tabella {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

[[nodiscard]] inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
[[nodiscard]] inline Bytes to_bytes(std::string_view text) { return {text.begin(), text.end()}; }

[[nodiscard]] std::array<std::uint8_t, 8> uint64_be(std::uint64_t value);
[[nodiscard]] std::array<std::uint8_t, 4> uint32_be(std::uint32_t value);

// "00ff". Lower-case digits only, so that hex(decode_hex(text)) == text.
[[nodiscard]] std::string hex(ByteView bytes);
[[nodiscard]] std::optional<Bytes> decode_hex(std::string_view text);

// "_wA" for ff 00: RFC 4648 section 5 without padding; decoding refuses padding, foreign characters
// and non-zero trailing bits, so that base64url(decode_base64url(text)) == text.
[[nodiscard]] std::string base64url(ByteView bytes);
[[nodiscard]] std::optional<Bytes> decode_base64url(std::string_view text);

// "/wA=" for ff 00: RFC 4648 section 4 with padding, as C2SP's formats have it; one spelling too.
[[nodiscard]] std::string base64(ByteView bytes);
[[nodiscard]] std::optional<Bytes> decode_base64(std::string_view text);

}  // namespace tabella
