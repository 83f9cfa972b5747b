#include "cli/simulation/simulated_ceremony.h"

#include <utility>

#include "crypto/dkg.h"

namespace tabella::cli {

using crypto::Element;
using crypto::SecretScalar;
using crypto::TrusteeIndex;

Result<SimulatedCeremony> hold_ceremony(std::uint32_t threshold, std::uint32_t trustees,
                                        ByteView session) {
  std::vector<SecretScalar> static_secrets;
  std::vector<Element> static_keys;
  for (std::uint32_t i = 0; i < trustees; ++i) {
    static_secrets.push_back(SecretScalar::random());
    static_keys.push_back(crypto::mul_base(static_secrets.back()).publish());
  }
  const auto ceremony = crypto::Ceremony::create(threshold, static_keys, session);
  if (!ceremony) return ceremony.error();

  std::vector<crypto::CeremonyPost> commits;
  std::vector<crypto::CeremonyPost> deals;
  for (std::uint32_t i = 0; i < trustees; ++i) {
    const auto dealer = TrusteeIndex::from_position(i);
    const auto secrets = crypto::DealingSecrets::random(*ceremony);
    const Bytes message = crypto::deal(*ceremony, dealer, static_secrets[i], secrets).encode();
    commits.push_back({dealer.number(), crypto::commit_to(*ceremony, dealer, message)});
    deals.push_back({dealer.number(), message});
  }
  const auto dealings = crypto::open_dealings(*ceremony, commits, deals);
  if (!dealings) return dealings.error();

  std::vector<crypto::TrusteeShare> shares;
  std::vector<crypto::CeremonyPost> certificates;
  for (std::uint32_t i = 0; i < trustees; ++i) {
    const auto receiver = TrusteeIndex::from_position(i);
    auto share = crypto::receive(*ceremony, *dealings, receiver, static_secrets[i]);
    if (!share) return share.error();
    shares.push_back(std::move(share).value());
    const auto signature = crypto::certify(*ceremony, *dealings, static_secrets[i]).encode();
    certificates.push_back({receiver.number(), Bytes(signature.begin(), signature.end())});
  }
  const auto certified = crypto::open_certificates(*ceremony, *dealings, certificates);
  if (!certified) return certified.error();
  auto keys = crypto::CeremonyKeys::combine_vartime(*ceremony, *dealings);
  if (!keys) return keys.error();
  return SimulatedCeremony{std::move(keys).value(), std::move(shares)};
}

}  // namespace tabella::cli
