#include "tally/partial_decryption.h"

#include <algorithm>
#include <string>

namespace tabella::tally {

namespace {

using crypto::Element;
using G = crypto::Ristretto255;
using Proof = crypto::DecryptionProof<G>;

constexpr std::size_t kTrusteeSize = 4;

std::vector<Element> alphas_of(const TallyStatement& statement) {
  std::vector<Element> alphas;
  alphas.reserve(statement.aggregate.size());
  for (const crypto::Ciphertext& c : statement.aggregate) alphas.push_back(c.alpha);
  return alphas;
}

}  // namespace

Bytes PartialDecryption::encode() const {
  Bytes out;
  const auto put = [&out](const auto& bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); };
  put(uint32_be(trustee.number()));
  for (const Element& partial : partials) put(partial.encode());
  put(proof.encode());
  return out;
}

Result<PartialDecryption> PartialDecryption::decode(std::size_t counters, ByteView bytes) {
  const std::size_t size = kTrusteeSize + counters * Element::kSize + Proof::kSize;
  if (bytes.size() != size) {
    return Error{"share.size", "",
                 std::to_string(bytes.size()) + " bytes, expected " + std::to_string(size)};
  }
  std::uint32_t number = 0;
  for (const std::uint8_t byte : bytes.first(kTrusteeSize)) number = number << 8 | byte;
  const auto trustee = crypto::TrusteeIndex::from_number(number);
  if (!trustee) return Error{"share.trustee", "", "trustees are counted from 1"};
  const auto proof = Proof::decode(bytes.last(Proof::kSize));
  if (!proof) return Error{"share.encoding", to_string(*trustee), "proof"};
  PartialDecryption out{*trustee, {}, *proof};
  out.partials.reserve(counters);
  for (std::size_t j = 0; j < counters; ++j) {
    const auto partial =
        Element::decode(bytes.subspan(kTrusteeSize + j * Element::kSize, Element::kSize));
    if (!partial) {
      return Error{"share.encoding", to_string(*trustee) + ", counter " + std::to_string(j + 1),
                   ""};
    }
    out.partials.push_back(*partial);
  }
  return out;
}

PartialDecryption decrypt(const TallyStatement& statement, const crypto::TrusteeShare& share) {
  crypto::DecryptionStatement<G> proven{statement.pool,
                                        share.trustee(),
                                        crypto::mul_base(share.secret()).publish(),
                                        alphas_of(statement),
                                        {}};
  proven.partials = crypto::partial_decryptions<G>(share.secret(), proven.alphas);
  const Proof proof = crypto::prove<G>(proven, share.secret());
  return {share.trustee(), std::move(proven.partials), proof};
}

Result<Done> verify(const TallyStatement& statement, const Element& share_key,
                    const PartialDecryption& partial) {
  const crypto::DecryptionStatement<G> claimed{statement.pool, partial.trustee, share_key,
                                               alphas_of(statement), partial.partials};
  if (const auto proven = crypto::verify<G>(claimed, partial.proof); !proven) {
    return proven.error();
  }
  return Done{};
}

}  // namespace tabella::tally
