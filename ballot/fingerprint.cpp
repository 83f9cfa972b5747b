#include "ballot/fingerprint.h"

#include "crypto/hash.h"

namespace tabella::ballot {

namespace {

// The bytes that are hashed, in the layouts of the header.
class Message {
 public:
  explicit Message(std::string_view domain) { frame(as_bytes(domain)); }

  void bytes(ByteView data) { hash_.add(data); }
  void u32(std::size_t value) { bytes(uint32_be(static_cast<std::uint32_t>(value))); }
  void u64(std::uint64_t value) { bytes(uint64_be(value)); }
  void frame(ByteView data) {
    u64(data.size());
    bytes(data);
  }
  void row(const crypto::Row& terms) {
    u32(terms.size());
    for (const crypto::Term& term : terms) {
      u32(term.bit);
      u64(static_cast<std::uint64_t>(term.coefficient));
    }
  }
  [[nodiscard]] crypto::Fingerprint digest() { return hash_.digest(); }

 private:
  crypto::Sha256 hash_;
};

crypto::Fingerprint part_of(std::string_view domain, const crypto::Fingerprint& election,
                            std::string_view name) {
  Message message(domain);
  message.bytes(election);
  message.frame(as_bytes(name));
  return message.digest();
}

}  // namespace

crypto::Fingerprint style_digest(const CompiledStyle& style) {
  Message message("tabella/v1/style");
  message.frame(as_bytes(style.id));
  message.u32(style.style.bits);
  message.u32(style.style.counters.size());
  for (const crypto::Row& counter : style.style.counters) message.row(counter);
  message.u32(style.style.equations.size());
  for (const crypto::Equation& equation : style.style.equations) {
    message.row(equation.row);
    message.u64(static_cast<std::uint64_t>(equation.rhs));
  }
  return message.digest();
}

crypto::Fingerprint roll_fingerprint(
    std::uint64_t size, const std::function<RollEntry(std::uint64_t index)>& entry_at) {
  Message message("tabella/v1/roll");
  message.u64(size);
  for (std::uint64_t i = 0; i < size; ++i) {
    const RollEntry entry = entry_at(i);
    message.bytes(entry.credential.bytes());
    message.u32(entry.style);
    message.u64(entry.weight);
  }
  return message.digest();
}

crypto::Fingerprint roll_fingerprint(std::span<const RollEntry> roll) {
  return roll_fingerprint(roll.size(), [roll](std::uint64_t index) { return roll[index]; });
}

crypto::Fingerprint election_fingerprint(const crypto::Fingerprint& announcement,
                                         std::span<const CompiledStyle> styles,
                                         const crypto::ElectionKey& key,
                                         const crypto::Fingerprint& roll) {
  Message message("tabella/v1/election");
  message.bytes(announcement);
  message.u32(styles.size());
  for (const CompiledStyle& style : styles) message.bytes(style_digest(style));
  message.bytes(key.element().bytes());
  message.bytes(roll);
  return message.digest();
}

crypto::Fingerprint ballots_fingerprint(const crypto::Fingerprint& election,
                                        std::string_view style_id) {
  return part_of("tabella/v1/ballots", election, style_id);
}

crypto::Fingerprint pool_fingerprint(const crypto::Fingerprint& election, std::string_view pool) {
  return part_of("tabella/v1/pool", election, pool);
}

}  // namespace tabella::ballot
