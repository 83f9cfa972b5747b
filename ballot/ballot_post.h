// A ballot as a post on the log: one line of JSON of which exactly one form is accepted, so that
// nobody can change a byte and keep the meaning. docs/protocol.md, "Ballot posts".
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/bytes.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"

namespace tabella::ballot {

// Sequences are exact in every language's numbers.
inline constexpr std::uint64_t kMaxSequence = (std::uint64_t{1} << 53) - 1;
// A log entry's limit (C2SP tlog-tiles).
inline constexpr std::size_t kMaxPostSize = 65'535;

// What is posted to cast a ballot. E, P, B in base64url, without spaces; E and P have 43
// characters:
// {"type":"ballot","election":"b2BcTWF8..","style":"north","credential":"ZhUsLKJ2..","sequence":1,
// "sealed":"SBZQFd3H.."}, in one line.
struct BallotPost {
  std::array<std::uint8_t, 32> election{};  // the election fingerprint
  std::string style;
  crypto::Element credential;
  std::uint64_t sequence = 1;
  Bytes sealed;
  friend bool operator==(const BallotPost&, const BallotPost&) = default;
};

// Without a newline. The style is an identifier, the sequence from 1 to kMaxSequence.
[[nodiscard]] std::string encode(const BallotPost& post);
// Code ballot.encoding; encode(decode(line)) == line.
[[nodiscard]] Result<BallotPost> decode_ballot_post(std::string_view line);

// A sequence as it stands in a line: digits without a zero in front.
[[nodiscard]] std::optional<std::uint64_t> decode_sequence(std::string_view digits);

// The size of the longest post with this style and number of sealed bytes.
[[nodiscard]] std::size_t ballot_post_size(std::string_view style, std::size_t sealed_size);

}  // namespace tabella::ballot
