#include "crypto/dkg/posts.h"

#include <algorithm>
#include <string>

#include "crypto/dkg/certificate.h"
#include "crypto/transcript.h"

namespace tabella::crypto {

namespace {

using Messages = std::vector<ByteView>;

// One message per trustee, by position.
Result<Messages> by_trustee(const Ceremony& ceremony, std::span<const CeremonyPost> posts) {
  Messages messages(ceremony.trustees());
  std::vector<bool> seen(ceremony.trustees(), false);
  for (const CeremonyPost& post : posts) {
    const auto trustee = TrusteeIndex::from_number(post.trustee);
    if (!trustee || !ceremony.is_qualified(*trustee)) {
      return Error{"ceremony.trustee", "trustee " + std::to_string(post.trustee),
                   "not a qualified one of 1 to " + std::to_string(ceremony.trustees())};
    }
    if (seen[trustee->position()]) {
      return Error{"ceremony.trustee", to_string(*trustee), "posted twice"};
    }
    seen[trustee->position()] = true;
    messages[trustee->position()] = post.message;
  }
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (!seen[i] && ceremony.is_qualified(TrusteeIndex::from_position(i))) {
      return Error{"ceremony.trustee", to_string(TrusteeIndex::from_position(i)), "no post"};
    }
  }
  return messages;
}

}  // namespace

Bytes commit_to(const Ceremony& ceremony, TrusteeIndex dealer, ByteView dealing_bytes) {
  Transcript t("tabella/v1/ceremony/commit");
  t.absorb("context", ceremony.context());
  t.absorb_u64("trustee", dealer.number());
  t.absorb("dealing", dealing_bytes);
  const auto hash = t.peek(as_bytes("hash"));
  return Bytes(hash.begin(), hash.end());
}

Result<std::vector<Dealing>> open_dealings(const Ceremony& ceremony,
                                           std::span<const CeremonyPost> commits,
                                           std::span<const CeremonyPost> deals) {
  const auto hashes = by_trustee(ceremony, commits);
  if (!hashes) return hashes.error();
  const auto messages = by_trustee(ceremony, deals);
  if (!messages) return messages.error();
  std::vector<Dealing> dealings;
  for (std::size_t i = 0; i < messages->size(); ++i) {
    const auto dealer = TrusteeIndex::from_position(i);
    const ByteView message = (*messages)[i];
    const Bytes expected = commit_to(ceremony, dealer, message);
    if (!std::ranges::equal(expected, (*hashes)[i])) {
      return Error{"ceremony.reveal", to_string(dealer), "the dealing is not what was hashed"};
    }
    auto dealing = Dealing::decode(ceremony, dealer, message);
    if (!dealing) return dealing.error();
    const auto possession = check_possession(ceremony, dealer, *dealing);
    if (!possession) return possession.error();
    dealings.push_back(std::move(*dealing));
  }
  return dealings;
}

Result<std::vector<CocktailSignature>> open_certificates(
    const Ceremony& ceremony, std::span<const Dealing> dealings,
    std::span<const CeremonyPost> certificates) {
  const auto messages = by_trustee(ceremony, certificates);
  if (!messages) return messages.error();
  std::vector<CocktailSignature> signatures;
  for (std::size_t i = 0; i < messages->size(); ++i) {
    if (!ceremony.is_qualified(TrusteeIndex::from_position(i))) continue;
    const auto signature = CocktailSignature::decode((*messages)[i]);
    if (!signature) {
      return Error{"ceremony.encoding", to_string(TrusteeIndex::from_position(i)), "certificate"};
    }
    signatures.push_back(*signature);
  }
  const auto certified = check_certificate(ceremony, dealings, signatures);
  if (!certified) return certified.error();
  return signatures;
}

}  // namespace tabella::crypto
