#include "ballot/tested_notice.h"

#include <algorithm>
#include <optional>

#include "crypto/hash.h"
#include "text/line_scanner.h"

namespace tabella::ballot {

using crypto::Element;
using Proof = crypto::SchnorrProof<crypto::Ristretto255>;

namespace {

constexpr std::string_view kElection = R"({"type":"tested","election":")";
constexpr std::string_view kCredential = R"(","credential":")";
constexpr std::string_view kBallot = R"(","ballot":")";
constexpr std::string_view kProof = R"(","proof":")";
constexpr std::string_view kEnd = R"("})";

// The proof is about this ballot of this election and nothing else:
// SHA-256("tabella/v1/tested" || election fingerprint || ballot id) takes the election's place.
crypto::SchnorrStatement<crypto::Ristretto255> statement(const crypto::Fingerprint& election,
                                                         const crypto::CredentialBase& base,
                                                         const Element& credential,
                                                         const crypto::BallotId& ballot) {
  return {.election = crypto::sha256({as_bytes("tabella/v1/tested"), election, ballot}),
          .base = base.element(),
          .key = credential};
}

Error malformed(const char* path, const char* detail) { return {"tested.encoding", path, detail}; }

// The 32 bytes of the next field.
std::optional<std::array<std::uint8_t, 32>> take_hash(text::LineScanner& scanner,
                                                      std::string_view field) {
  if (!scanner.skip(field)) return std::nullopt;
  const auto bytes = decode_base64url(scanner.until('"'));
  std::array<std::uint8_t, 32> hash;
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::ranges::copy(*bytes, hash.begin());
  return hash;
}

}  // namespace

TestedNotice make_tested_notice(const crypto::Fingerprint& election, const crypto::BallotId& ballot,
                                const crypto::SecretScalar& credential_key,
                                const crypto::CredentialBase& base) {
  const Element credential = (credential_key * base).publish();
  return {election, credential, ballot,
          crypto::prove(statement(election, base, credential, ballot), credential_key)};
}

Result<Done> verify(const TestedNotice& notice, const crypto::CredentialBase& base) {
  if (crypto::verify(statement(notice.election, base, notice.credential, notice.ballot),
                     notice.proof)) {
    return Done{};
  }
  return Error{"tested.proof", "proof", "is not by the credential's holder"};
}

std::string encode(const TestedNotice& notice) {
  std::string line(kElection);
  line.append(base64url(notice.election));
  line.append(kCredential).append(base64url(notice.credential.bytes()));
  line.append(kBallot).append(base64url(notice.ballot));
  line.append(kProof).append(base64url(notice.proof.encode())).append(kEnd);
  return line;
}

Result<TestedNotice> decode_tested_notice(std::string_view line) {
  text::LineScanner scanner(line);
  const auto election = take_hash(scanner, kElection);
  if (!election) return malformed("election", "not 32 bytes in base64url");
  const auto credential = take_hash(scanner, kCredential);
  const auto element = credential ? Element::decode(*credential) : std::nullopt;
  if (!element || element->is_identity()) return malformed("credential", "not a credential");
  const auto ballot = take_hash(scanner, kBallot);
  if (!ballot) return malformed("ballot", "not 32 bytes in base64url");
  if (!scanner.skip(kProof)) return malformed("proof", "expected as last field");
  const auto bytes = decode_base64url(scanner.until('"'));
  const auto proof = bytes ? Proof::decode(*bytes) : std::nullopt;
  if (!proof) return malformed("proof", "not an element and a scalar");
  if (!scanner.skip(kEnd) || !scanner.done()) return malformed("", "has more than a notice");
  return TestedNotice{*election, *element, *ballot, *proof};
}

}  // namespace tabella::ballot
