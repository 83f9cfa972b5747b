// Memory for secrets: wiped when it goes, moved but never copied, never compared, printed or
// serialised. Bytes leave by one name that grep finds: expose_for_storage.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <span>

#include "crypto/bytes.h"

namespace tabella::crypto {

// Overwrites memory in a way that the compiler keeps (sodium_memzero).
void wipe(void* data, std::size_t size);

// Where a secret begins and where it is published on purpose. Says so to Valgrind in the build of
// tests/constant_time, which then finds every branch and every address that depends on a secret;
// nothing in any other build.
void mark_secret(void* data, std::size_t size);
void mark_public(void* data, std::size_t size);

// A fixed number of secret bytes: a seed, a scalar's encoding.
template <std::size_t N>
class SecretArray {
 public:
  static constexpr std::size_t kSize = N;

  SecretArray() = default;
  explicit SecretArray(std::span<const std::uint8_t, N> bytes) {
    for (std::size_t i = 0; i < N; ++i) bytes_[i] = bytes[i];
  }
  SecretArray(SecretArray&& other) noexcept : bytes_(other.bytes_) { other.clear(); }
  SecretArray& operator=(SecretArray&& other) noexcept {
    if (this != &other) {
      bytes_ = other.bytes_;
      other.clear();
    }
    return *this;
  }
  SecretArray(const SecretArray&) = delete;
  SecretArray& operator=(const SecretArray&) = delete;
  ~SecretArray() { clear(); }

  friend bool operator==(const SecretArray&, const SecretArray&) = delete;
  friend std::ostream& operator<<(std::ostream&, const SecretArray&) = delete;

  // For this library's own calls into libsodium.
  [[nodiscard]] std::uint8_t* data() { return bytes_.data(); }
  [[nodiscard]] const std::uint8_t* data() const { return bytes_.data(); }

  [[nodiscard]] SecretArray clone() const { return SecretArray(std::span(bytes_)); }
  [[nodiscard]] std::span<const std::uint8_t, N> expose_for_storage() const { return bytes_; }

 private:
  void clear() { wipe(bytes_.data(), sizeof(bytes_)); }

  std::array<std::uint8_t, N> bytes_{};
};

// The 32 bytes from which all randomness of one ballot comes; used for one ballot only.
class Seed : public SecretArray<32> {
 public:
  using SecretArray::SecretArray;
  [[nodiscard]] static Seed random();
};

// The bits of one ballot, each byte 0 or 1. The number of bits is public, their values are not.
class SecretBits {
 public:
  explicit SecretBits(std::size_t count) : bits_(count, 0) {}
  SecretBits(SecretBits&&) noexcept = default;
  SecretBits& operator=(SecretBits&& other) noexcept;
  SecretBits(const SecretBits&) = delete;
  SecretBits& operator=(const SecretBits&) = delete;
  ~SecretBits() { clear(); }

  friend bool operator==(const SecretBits&, const SecretBits&) = delete;
  friend std::ostream& operator<<(std::ostream&, const SecretBits&) = delete;

  [[nodiscard]] std::size_t size() const { return bits_.size(); }
  [[nodiscard]] std::uint8_t operator[](std::size_t j) const { return bits_[j]; }
  // value must be 0 or 1; not checked, since a check would be a branch on the vote.
  void set(std::size_t j, std::uint8_t value) { bits_[j] = value; }

 private:
  void clear() { wipe(bits_.data(), bits_.size()); }

  std::vector<std::uint8_t> bits_;
};

}  // namespace tabella::crypto
