#include "ballot/ballot_post.h"

#include <algorithm>
#include <charconv>

#include "crypto/expects.h"
#include "text/identifier.h"
#include "text/line_scanner.h"

namespace tabella::ballot {

namespace {

constexpr std::string_view kElection = R"({"type":"ballot","election":")";
constexpr std::string_view kStyle = R"(","style":")";
constexpr std::string_view kCredential = R"(","credential":")";
constexpr std::string_view kSequence = R"(","sequence":)";
constexpr std::string_view kSealed = R"(,"sealed":")";
constexpr std::string_view kEnd = R"("})";

constexpr std::size_t base64url_size(std::size_t bytes) { return (8 * bytes + 5) / 6; }

Error malformed(const char* path, const char* detail) { return {"ballot.encoding", path, detail}; }

}  // namespace

std::string encode(const BallotPost& post) {
  EXPECTS(text::is_identifier(post.style));
  EXPECTS(post.sequence >= 1 && post.sequence <= kMaxSequence);
  std::string line(kElection);
  line.append(base64url(post.election)).append(kStyle).append(post.style);
  line.append(kCredential).append(base64url(post.credential.bytes()));
  line.append(kSequence).append(std::to_string(post.sequence));
  line.append(kSealed).append(base64url(post.sealed)).append(kEnd);
  return line;
}

Result<BallotPost> decode_ballot_post(std::string_view line) {
  if (line.size() > kMaxPostSize) return malformed("", "is longer than a log entry");
  text::LineScanner scanner(line);
  BallotPost post;

  if (!scanner.skip(kElection)) return malformed("election", "does not begin a ballot post");
  const auto election = decode_base64url(scanner.until('"'));
  if (!election || election->size() != post.election.size()) {
    return malformed("election", "not 32 bytes in base64url");
  }
  std::ranges::copy(*election, post.election.begin());

  if (!scanner.skip(kStyle)) return malformed("style", "expected as second field");
  post.style = scanner.until('"');
  if (!text::is_identifier(post.style)) return malformed("style", "not an identifier");

  if (!scanner.skip(kCredential)) return malformed("credential", "expected as third field");
  const auto credential = decode_base64url(scanner.until('"'));
  const auto element = credential ? crypto::Element::decode(*credential) : std::nullopt;
  if (!element || element->is_identity()) return malformed("credential", "not a credential");
  post.credential = *element;

  if (!scanner.skip(kSequence)) return malformed("sequence", "expected as fourth field");
  const auto sequence = decode_sequence(scanner.until(','));
  if (!sequence) return malformed("sequence", "not a number from 1 to 2^53 - 1");
  post.sequence = *sequence;

  if (!scanner.skip(kSealed)) return malformed("sealed", "expected as fifth field");
  auto sealed = decode_base64url(scanner.until('"'));
  if (!sealed) return malformed("sealed", "not base64url");
  post.sealed = *std::move(sealed);

  if (!scanner.skip(kEnd) || !scanner.done()) return malformed("", "has more than a ballot post");
  return post;
}

std::optional<std::uint64_t> decode_sequence(std::string_view digits) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (value == 0 || value > kMaxSequence || digits[0] == '0') return std::nullopt;
  return value;
}

std::size_t ballot_post_size(std::string_view style, std::size_t sealed_size) {
  constexpr std::size_t kLongestSequence = 16;
  return kElection.size() + kStyle.size() + kCredential.size() + kSequence.size() + kSealed.size() +
         kEnd.size() + 2 * base64url_size(32) + style.size() + kLongestSequence +
         base64url_size(sealed_size);
}

}  // namespace tabella::ballot
