#include "crypto/bytes.h"

#include <sodium.h>

namespace tabella {

std::array<std::uint8_t, 8> uint64_be(std::uint64_t value) {
  std::array<std::uint8_t, 8> out{};
  for (std::size_t i = 0; i < 8; ++i) out[i] = static_cast<std::uint8_t>(value >> (56 - 8 * i));
  return out;
}

std::array<std::uint8_t, 4> uint32_be(std::uint32_t value) {
  std::array<std::uint8_t, 4> out{};
  for (std::size_t i = 0; i < 4; ++i) out[i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
  return out;
}

std::string hex(ByteView bytes) {
  std::string text(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

std::optional<Bytes> decode_hex(std::string_view text) {
  // libsodium wants a place to write to even where there is no byte to write.
  if (text.size() % 2 != 0) return std::nullopt;
  if (text.empty()) return Bytes{};
  Bytes bytes(text.size() / 2);
  std::size_t written = 0;
  const char* end = nullptr;
  if (sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &written,
                     &end) != 0 ||
      end != text.data() + text.size() || hex(bytes) != text) {
    return std::nullopt;
  }
  return bytes;
}

namespace {

std::string encode_base64(ByteView bytes, int variant) {
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
  text.pop_back();
  return text;
}

// One spelling: what is written the same way back.
std::optional<Bytes> decode_strictly(std::string_view text, int variant) {
  Bytes bytes(text.size() / 4 * 3 + 2);
  std::size_t written = 0;
  const char* end = nullptr;
  if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &written,
                        &end, variant) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  bytes.resize(written);
  if (encode_base64(bytes, variant) != text) return std::nullopt;
  return bytes;
}

}  // namespace

std::string base64url(ByteView bytes) {
  return encode_base64(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}
std::optional<Bytes> decode_base64url(std::string_view text) {
  return decode_strictly(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string base64(ByteView bytes) { return encode_base64(bytes, sodium_base64_VARIANT_ORIGINAL); }
std::optional<Bytes> decode_base64(std::string_view text) {
  return decode_strictly(text, sodium_base64_VARIANT_ORIGINAL);
}

}  // namespace tabella
