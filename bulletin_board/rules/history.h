// What a matter remembers of everything that changed it. docs/log.md, "Rules", State.
#pragma once

#include <cstdint>
#include <string_view>

#include "crypto/bytes.h"
#include "crypto/fingerprint.h"

namespace tabella::bulletin_board {

// A chain h' = SHA-256(h || change) from 32 zero bytes, and how many lines of voters or
// participants were accepted. A kind of matter has one domain: no digest is of two kinds.
class History {
 public:
  explicit History(std::string_view domain) : domain_(domain) {}

  void add(ByteView change);
  void count() { ++counter_; }
  [[nodiscard]] std::uint64_t counter() const { return counter_; }
  [[nodiscard]] const crypto::Fingerprint& chain() const { return chain_; }

  // SHA-256(domain || uint64_be(phase) || uint64_be(counter) || h || beside), where `beside` is
  // what the matter is made of and the chain does not have.
  [[nodiscard]] crypto::Fingerprint digest(std::uint64_t phase, ByteView beside) const;

 private:
  std::string_view domain_;
  std::uint64_t counter_ = 0;
  crypto::Fingerprint chain_{};
};

}  // namespace tabella::bulletin_board
