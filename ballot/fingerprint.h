// What every proof of an election is bound to. docs/protocol.md, "Fingerprint". All inputs carry
// their length, all integers are big-endian; frame(s) = uint64_be(len(s)) || s.
//
//   row            uint32_be(terms) || for each: uint32_be(bit) || uint64_be(coefficient), negative
//                  ones in two's complement
//   style digest   SHA-256(frame("tabella/v1/style") || frame(style id) || uint32_be(m)
//                  || uint32_be(k) || row of each counter
//                  || uint32_be(e) || for each equation: row || uint64_be(c))
//   roll           SHA-256(frame("tabella/v1/roll") || uint64_be(entries)
//                  || for each: P || uint32_be(style) || uint64_be(weight))
//   election       SHA-256(frame("tabella/v1/election") || SHA-256 of the announcement's text
//                  || uint32_be(styles) || each style digest || Y || roll fingerprint)
//   ballots        SHA-256(frame("tabella/v1/ballots") || election fingerprint || frame(style id)):
//                  what proofs of ballots of this style absorb as "election",
//                  so that a ballot cannot be moved to another style of the same shape
//   pool           SHA-256(frame("tabella/v1/pool") || election fingerprint || frame(pool's name)):
//                  what proofs of its partial decryptions absorb as "election" (tally/pool.h)
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "ballot/compiled_style.h"
#include "crypto/bytes.h"
#include "crypto/elgamal.h"
#include "crypto/fingerprint.h"

namespace tabella::ballot {

// One eligible person; the style is an index into Definition::styles.
struct RollEntry {
  crypto::Element credential;
  std::uint32_t style = 0;
  std::uint64_t weight = 1;
  friend bool operator==(const RollEntry&, const RollEntry&) = default;
};

[[nodiscard]] crypto::Fingerprint style_digest(const CompiledStyle& style);
// Of entries in the order in which they were posted.
[[nodiscard]] crypto::Fingerprint roll_fingerprint(std::span<const RollEntry> roll);
[[nodiscard]] crypto::Fingerprint roll_fingerprint(
    std::uint64_t size, const std::function<RollEntry(std::uint64_t index)>& entry_at);

// announcement: the SHA-256 of the announcement's text as it is on the log, so of the definition's
// bytes, of everybody's keys and of the log's origin. The styles are compile_all of the definition.
[[nodiscard]] crypto::Fingerprint election_fingerprint(const crypto::Fingerprint& announcement,
                                                       std::span<const CompiledStyle> styles,
                                                       const crypto::ElectionKey& key,
                                                       const crypto::Fingerprint& roll);
[[nodiscard]] crypto::Fingerprint ballots_fingerprint(const crypto::Fingerprint& election,
                                                      std::string_view style_id);
[[nodiscard]] crypto::Fingerprint pool_fingerprint(const crypto::Fingerprint& election,
                                                   std::string_view pool);

}  // namespace tabella::ballot
