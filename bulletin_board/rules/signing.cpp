#include "bulletin_board/rules/signing.h"

#include <algorithm>
#include <string>

namespace tabella::bulletin_board {

namespace {

// Says so, rightly or not.
bool is_signed_by(const SignedNote& note, const VerifierKey& key) {
  return std::ranges::any_of(note.signatures,
                             [&](const NoteSignature& each) { return each.is_of(key); });
}

// The first `threshold` officials who sign, in the order of the definition.
std::vector<VerifierKey> signing_officials(const Officials& officials, const SignedNote& note) {
  std::vector<VerifierKey> signing;
  for (const VerifierKey& official : officials.keys) {
    if (signing.size() == officials.threshold) break;
    if (is_signed_by(note, official)) signing.push_back(official);
  }
  return signing;
}

}  // namespace

Result<Done> expect_signatures(const SignedNote& note, std::span<const VerifierKey> keys) {
  if (note.signatures.size() != keys.size()) {
    return Error{"post.signatures", "",
                 std::to_string(note.signatures.size()) + " signatures, expected " +
                     std::to_string(keys.size())};
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!note.signatures[i].is_of(keys[i])) {
      return Error{"post.signatures", keys[i].name(), "does not sign at its place"};
    }
    if (auto done = note.verify(keys[i]); !done) return done;
  }
  return Done{};
}

Result<Done> expect_officials(const Officials& officials, const SignedNote& note,
                              std::vector<VerifierKey> before) {
  // What no signature can mend is said first.
  if (officials.threshold == 0 || officials.threshold > officials.keys.size()) {
    return Error{"election.officials", "officials_threshold", "must be from 1 to the officials"};
  }
  const auto signing = signing_officials(officials, note);
  if (signing.size() < officials.threshold) {
    return Error{"post.signatures", "officials",
                 std::to_string(signing.size()) + " sign, " + std::to_string(officials.threshold) +
                     " are needed"};
  }
  before.insert(before.end(), signing.begin(), signing.end());
  return expect_signatures(note, before);
}

Result<Done> refuse_revoked(const Officials& officials, const SignedNote& note) {
  for (const std::uint32_t official : officials.revoked) {
    const VerifierKey& key = officials.keys[official - 1];
    if (is_signed_by(note, key)) {
      return Error{"rules.revoked", key.name(), "signs with a key that was revoked"};
    }
  }
  return Done{};
}

}  // namespace tabella::bulletin_board
