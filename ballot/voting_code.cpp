#include "ballot/voting_code.h"

#include <algorithm>
#include <array>
#include <string>

#include "crypto/hash.h"
#include "crypto/transcript.h"

namespace tabella::ballot {

namespace {

constexpr std::size_t kChecksumSize = VotingCode::kSize - VotingCode::kRandomSize;
constexpr std::size_t kGroupSize = 4;

char symbol(std::uint8_t byte) { return VotingCode::kAlphabet[byte & 31]; }

// 15 bits, so that a slip of the pen is told from a code that is not on the roll.
std::array<char, kChecksumSize> checksum(const crypto::SecretArray<VotingCode::kSize>& code) {
  crypto::Transcript transcript("tabella/v1/code");
  transcript.absorb("code", code.expose_for_storage().first(VotingCode::kRandomSize));
  const auto digest = transcript.peek(as_bytes("checksum"));
  std::array<char, kChecksumSize> made;
  for (std::size_t i = 0; i < kChecksumSize; ++i) made[i] = symbol(digest[i]);
  return made;
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

VotingCode VotingCode::random() {
  static_assert(kRandomSize <= crypto::Seed::kSize);
  const crypto::Seed seed = crypto::Seed::random();
  VotingCode code;
  for (std::size_t i = 0; i < kRandomSize; ++i) {
    code.characters_.data()[i] = static_cast<std::uint8_t>(symbol(seed.data()[i]));
  }
  std::ranges::copy(checksum(code.characters_), code.characters_.data() + kRandomSize);
  return code;
}

Result<VotingCode> VotingCode::from_typed(std::string_view typed) {
  VotingCode code;
  std::size_t size = 0;
  for (const char c : typed) {
    if (c == ' ' || c == '-') continue;
    if (kAlphabet.find(upper(c)) == std::string_view::npos) {
      return Error{"code.character", "character " + std::to_string(size + 1),
                   "is never part of a code"};
    }
    if (size < kSize) code.characters_.data()[size] = static_cast<std::uint8_t>(upper(c));
    ++size;
  }
  if (size != kSize) {
    return Error{"code.length", "",
                 std::to_string(size) + " characters, a code has " + std::to_string(kSize)};
  }
  const auto expected = checksum(code.characters_);
  if (!std::ranges::equal(expected, code.characters_.expose_for_storage().last(kChecksumSize))) {
    return Error{"code.checksum", "", "a character is wrong, or two are exchanged"};
  }
  return code;
}

crypto::WipedVector<char> VotingCode::expose_for_storage() const {
  crypto::WipedVector<char> text;
  text.reserve(kSize + kSize / kGroupSize - 1);
  for (std::size_t i = 0; i < kSize; ++i) {
    if (i > 0 && i % kGroupSize == 0) text.push_back('-');
    text.push_back(static_cast<char>(characters_.data()[i]));
  }
  return text;
}

crypto::SecretScalar VotingCode::derive_key(std::string_view election_id) const {
  constexpr std::string_view kDomain = "tabella/v1/credential";
  const auto digest = crypto::sha256({uint64_be(kDomain.size()), as_bytes(kDomain),
                                      uint64_be(election_id.size()), as_bytes(election_id)});
  const auto hash =
      crypto::argon2id(characters_.expose_for_storage(), std::span(digest).first<16>(), kCodeCost);
  return crypto::SecretScalar::reduce_wide(hash.expose_for_storage());
}

}  // namespace tabella::ballot
