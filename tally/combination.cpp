#include "tally/combination.h"

#include <algorithm>
#include <map>
#include <string>

#include "crypto/expects.h"
#include "crypto/secret_sharing.h"

namespace tabella::tally {

namespace {

using crypto::Element;
using crypto::Scalar;
using crypto::TrusteeIndex;
using G = crypto::Ristretto255;

std::string in_words(const std::vector<Error>& refused) {
  std::string text;
  for (const Error& error : refused) text += "; " + error.message();
  return text;
}

}  // namespace

Result<Combination> combine(const TallyStatement& statement, std::span<const Element> share_keys,
                            std::uint32_t threshold, std::span<const PartialDecryption> partials) {
  EXPECTS(threshold >= 1 && threshold <= share_keys.size());
  Combination out;
  std::map<TrusteeIndex, const PartialDecryption*> right;
  for (const PartialDecryption& partial : partials) {
    if (partial.trustee.position() >= share_keys.size()) {
      out.refused.push_back({"share.trustee", to_string(partial.trustee),
                             "there are " + std::to_string(share_keys.size()) + " trustees"});
    } else if (right.contains(partial.trustee)) {
      out.refused.push_back({"share.repeated", to_string(partial.trustee), ""});
    } else if (auto verified = verify(statement, share_keys[partial.trustee.position()], partial);
               !verified) {
      out.refused.push_back(std::move(verified).error());
    } else {
      right.emplace(partial.trustee, &partial);
    }
  }
  if (right.size() < threshold) {
    return Error{"shares.missing", "",
                 std::to_string(right.size()) + " valid partial decryptions of " +
                     std::to_string(threshold) + " that are needed" + in_words(out.refused)};
  }

  std::vector<const PartialDecryption*> chosen;
  for (const auto& [trustee, partial] : right) {
    if (chosen.size() == threshold) break;
    out.used.push_back(trustee);
    chosen.push_back(partial);
  }
  // beta - sum_i lambda_i D_i.
  std::vector<Scalar> scalars = {Scalar::from_u64(1)};
  for (const Scalar& lambda : crypto::lagrange_at_zero<G>(out.used)) {
    scalars.push_back(Scalar() - lambda);
  }
  for (std::size_t j = 0; j < statement.aggregate.size(); ++j) {
    std::vector<Element> elements = {statement.aggregate[j].beta};
    for (const PartialDecryption* partial : chosen) elements.push_back(partial->partials[j]);
    out.opened.push_back(G::multiscalar_mul_vartime(scalars, elements));
  }
  return out;
}

}  // namespace tabella::tally
