// The strong Fiat-Shamir transcript of docs/protocol.md: SHA-512 over length-prefixed labelled
// messages. Every message, in its order, is part of a proof's soundness.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "crypto/bytes.h"

namespace tabella::crypto {

// absorb hashes frame(label) || frame(data), frame(s) = uint64_be(len(s)) || s.
// A hash state of libsodium; wiped in the destructor since it may have absorbed a seed.
class Transcript {
 public:
  // Absorbs "domain": one domain per relation, so that no proof serves as another.
  explicit Transcript(std::string_view domain);
  Transcript(const Transcript&) = default;
  Transcript& operator=(const Transcript&) = default;
  ~Transcript();

  void absorb(std::string_view label, ByteView data);
  void absorb_u64(std::string_view label, std::uint64_t value);

  // One message made of several parts: begin with their total length, then the parts.
  void begin(std::string_view label, std::size_t total_size);
  void part(ByteView data);

  // 64 bytes from frame(label) on a copy of the state; the state stays as it is.
  [[nodiscard]] std::array<std::uint8_t, 64> peek(ByteView label) const;
  // peek(label), then absorbs what it gave under the same label.
  [[nodiscard]] std::array<std::uint8_t, 64> challenge_bytes(std::string_view label);

  // Several elements or scalars are the concatenation of their encodings.
  template <class T>
  void absorb_all(std::string_view label, std::span<const T> values) {
    begin(label, values.size() * T::kSize);
    for (const T& value : values) part(value.encode());
  }
  template <class T>
  void absorb_one(std::string_view label, const T& value) {
    absorb(label, value.encode());
  }
  // The challenge: 64 bytes mod the group order.
  template <class Scalar>
  [[nodiscard]] Scalar challenge(std::string_view label) {
    return Scalar::reduce_wide(challenge_bytes(label));
  }

 private:
  void frame(ByteView data);

  // crypto_hash_sha512_state; sodium.h stays behind crypto/*.cpp.
  alignas(8) std::array<std::uint8_t, 208> state_;
};

}  // namespace tabella::crypto
