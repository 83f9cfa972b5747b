#include "ballot/tested_notice.h"

#include <algorithm>
#include <optional>

#include "ballot/ballot_post.h"
#include "ballot/fingerprint.h"
#include "crypto/expects.h"
#include "crypto/hash.h"
#include "text/identifier.h"
#include "text/line_scanner.h"

namespace tabella::ballot {

using crypto::Element;
using Proof = crypto::SchnorrProof<crypto::Ristretto255>;

namespace {

constexpr std::string_view kElection = R"({"type":"tested","election":")";
constexpr std::string_view kStyle = R"(","style":")";
constexpr std::string_view kCredential = R"(","credential":")";
constexpr std::string_view kSequence = R"(","sequence":)";
constexpr std::string_view kSealed = R"(,"sealed":")";
constexpr std::string_view kProof = R"(","proof":")";
constexpr std::string_view kEnd = R"("})";

// The proof is about this ballot of this election and nothing else:
// SHA-256("tabella/v1/tested" || election fingerprint || ballot id) takes the election's place.
crypto::SchnorrStatement<crypto::Ristretto255> statement(const TestedNotice& notice,
                                                         const crypto::CredentialBase& base) {
  return {
      .election = crypto::sha256({as_bytes("tabella/v1/tested"), notice.election, id_of(notice)}),
      .base = base.element(),
      .key = notice.credential};
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

TestedNotice make_tested_notice(const crypto::Fingerprint& election, const std::string& style,
                                std::uint64_t sequence, ByteView sealed_without_z_K,
                                const crypto::SecretScalar& credential_key,
                                const crypto::CredentialBase& base) {
  TestedNotice notice{election,
                      style,
                      (credential_key * base).publish(),
                      sequence,
                      crypto::sha256({sealed_without_z_K}),
                      {}};
  notice.proof = crypto::prove(statement(notice, base), credential_key);
  return notice;
}

crypto::BallotId id_of(const TestedNotice& notice) {
  return crypto::ballot_id_by_hash(ballots_fingerprint(notice.election, notice.style),
                                   notice.credential.bytes(), notice.sequence, notice.sealed);
}

Result<Done> verify(const TestedNotice& notice, const crypto::CredentialBase& base) {
  if (crypto::verify(statement(notice, base), notice.proof)) return Done{};
  return Error{"tested.proof", "proof", "is not by the credential's holder"};
}

std::string encode(const TestedNotice& notice) {
  EXPECTS(text::is_identifier(notice.style));
  EXPECTS(notice.sequence >= 1 && notice.sequence <= kMaxSequence);
  std::string line(kElection);
  line.append(base64url(notice.election)).append(kStyle).append(notice.style);
  line.append(kCredential).append(base64url(notice.credential.bytes()));
  line.append(kSequence).append(std::to_string(notice.sequence));
  line.append(kSealed).append(base64url(notice.sealed));
  line.append(kProof).append(base64url(notice.proof.encode())).append(kEnd);
  return line;
}

Result<TestedNotice> decode_tested_notice(std::string_view line) {
  text::LineScanner scanner(line);
  const auto election = take_hash(scanner, kElection);
  if (!election) return malformed("election", "not 32 bytes in base64url");
  if (!scanner.skip(kStyle)) return malformed("style", "expected as second field");
  const std::string style(scanner.until('"'));
  if (!text::is_identifier(style)) return malformed("style", "not an identifier");
  const auto credential = take_hash(scanner, kCredential);
  const auto element = credential ? Element::decode(*credential) : std::nullopt;
  if (!element || element->is_identity()) return malformed("credential", "not a credential");
  if (!scanner.skip(kSequence)) return malformed("sequence", "expected as fourth field");
  const auto sequence = decode_sequence(scanner.until(','));
  if (!sequence) return malformed("sequence", "not a number from 1 to 2^53 - 1");
  const auto sealed = take_hash(scanner, kSealed);
  if (!sealed) return malformed("sealed", "not 32 bytes in base64url");
  if (!scanner.skip(kProof)) return malformed("proof", "expected as last field");
  const auto bytes = decode_base64url(scanner.until('"'));
  const auto proof = bytes ? Proof::decode(*bytes) : std::nullopt;
  if (!proof) return malformed("proof", "not an element and a scalar");
  if (!scanner.skip(kEnd) || !scanner.done()) return malformed("", "has more than a notice");
  return TestedNotice{*election, style, *element, *sequence, *sealed, *proof};
}

}  // namespace tabella::ballot
