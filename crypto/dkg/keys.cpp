#include "crypto/dkg/keys.h"

#include "crypto/expects.h"
#include "crypto/secret_sharing.h"

namespace tabella::crypto {

Result<CeremonyKeys> CeremonyKeys::combine_vartime(const Ceremony& ceremony,
                                                   std::span<const Dealing> dealings) {
  EXPECTS(dealings.size() == ceremony.trustees());
  std::vector<Element> sums(ceremony.threshold());
  for (std::size_t j = 0; j < dealings.size(); ++j) {
    if (!ceremony.is_qualified(TrusteeIndex::from_position(j))) continue;
    const std::vector<Element>& commitments = dealings[j].commitments;
    EXPECTS(commitments.size() == sums.size());
    for (std::size_t k = 0; k < sums.size(); ++k) sums[k] = sums[k] + commitments[k];
  }
  const auto election_key = ElectionKey::from_element(sums.front());
  if (!election_key) return Error{"ceremony.identity", "", "election key"};
  std::vector<Element> share_keys;
  for (std::uint32_t i = 0; i < ceremony.trustees(); ++i) {
    const auto trustee = TrusteeIndex::from_position(i);
    share_keys.push_back(share_key_vartime<Ristretto255>(sums, trustee));
    if (share_keys.back().is_identity()) {
      return Error{"ceremony.identity", to_string(trustee), "share key"};
    }
  }
  return CeremonyKeys(*election_key, std::move(share_keys));
}

Result<SecretScalar> receive_from(const Ceremony& ceremony, TrusteeIndex dealer,
                                  const Dealing& dealing, TrusteeIndex receiver,
                                  const SecretScalar& static_secret) {
  const ShareRoute route{dealer, receiver, dealing.ephemeral_key};
  const ShareCipher cipher(ceremony, route, receiver_secrets(ceremony, route, static_secret));
  auto share = cipher.open(dealing.shares.at(receiver.position()));
  if (!share) {
    return Error{"ceremony.share", to_string(dealer),
                 "the share for " + to_string(receiver) + " cannot be opened"};
  }
  if (mul_base(*share).publish() !=
      share_key_vartime<Ristretto255>(dealing.commitments, receiver)) {
    return Error{"ceremony.share", to_string(dealer),
                 "the share for " + to_string(receiver) + " does not match the commitments"};
  }
  return std::move(*share);
}

Result<TrusteeShare> receive(const Ceremony& ceremony, std::span<const Dealing> dealings,
                             TrusteeIndex receiver, const SecretScalar& static_secret) {
  EXPECTS(dealings.size() == ceremony.trustees());
  EXPECTS(mul_base(static_secret).publish() == ceremony.static_key(receiver));
  SecretScalar sum = SecretScalar::from_u64(0);
  for (std::size_t j = 0; j < dealings.size(); ++j) {
    const auto dealer = TrusteeIndex::from_position(j);
    if (!ceremony.is_qualified(dealer)) continue;
    auto share = receive_from(ceremony, dealer, dealings[j], receiver, static_secret);
    if (!share) return share.error();
    sum = sum + *share;
  }
  return TrusteeShare(receiver, std::move(sum));
}

}  // namespace tabella::crypto
