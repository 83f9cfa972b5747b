#include "ballot/receipt_code.h"

#include "ballot/fingerprint.h"
#include "crypto/ballot_proof/sealed_layout.h"

namespace tabella::ballot {

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kSize = 25;
constexpr std::size_t kGroupSize = 5;
constexpr std::size_t kBits = 5;  // of a character

// Characters that are read for others: they look alike.
char canonical(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') return '0';
  if (c == 'I' || c == 'L') return '1';
  return c;
}

void append(std::string& code, std::size_t place, char c) {
  if (place > 0 && place % kGroupSize == 0) code += '-';
  code += c;
}

}  // namespace

Result<crypto::BallotId> id_of(const BallotPost& post) {
  if (post.sealed.size() < crypto::Scalar::kSize) {
    return Error{"ballot.shape", "sealed", "is too short for a ballot"};
  }
  return crypto::ballot_id(ballots_fingerprint(post.election, post.style), post.credential.bytes(),
                           post.sequence, crypto::without_z_K(post.sealed));
}

std::string receipt_code(std::span<const std::uint8_t, 32> hash) {
  std::string code;
  for (std::size_t place = 0; place < kSize; ++place) {
    const std::size_t bit = place * kBits;
    // The character's bits are in these two bytes; 25 characters end in byte 15.
    const auto two = static_cast<std::uint32_t>(hash[bit / 8] << 8 | hash[bit / 8 + 1]);
    append(code, place, kAlphabet[two >> (16 - kBits - bit % 8) & 31]);
  }
  return code;
}

Result<std::string> read_receipt_code(std::string_view typed) {
  std::string code;
  std::size_t size = 0;
  for (const char c : typed) {
    if (c == ' ' || c == '-') continue;
    if (kAlphabet.find(canonical(c)) == std::string_view::npos) {
      return Error{"receipt_code.character", "character " + std::to_string(size + 1),
                   "is never part of a code"};
    }
    append(code, size++, canonical(c));
  }
  if (size != kSize) {
    return Error{"receipt_code.length", "",
                 std::to_string(size) + " characters, a code has " + std::to_string(kSize)};
  }
  return code;
}

}  // namespace tabella::ballot
