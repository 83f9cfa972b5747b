#include "crypto/dkg/complaint.h"

#include "crypto/dkg/wire.h"
#include "crypto/expects.h"
#include "crypto/secret_sharing.h"

namespace tabella::crypto {

namespace {

using Proof = EqualityProof<Ristretto255>;

EqualityStatement<Ristretto255> statement(const Ceremony& ceremony, TrusteeIndex accuser,
                                          const Element& base, const Element& product) {
  return {.election = ceremony.fingerprint(),
          .bases = {Element::generator(), base},
          .keys = {ceremony.static_key(accuser), product}};
}

}  // namespace

Bytes Complaint::encode() const {
  Bytes out;
  append(out, ephemeral.bytes());
  append(out, fixed.bytes());
  append(out, ephemeral_proof.encode());
  append(out, fixed_proof.encode());
  return out;
}

std::optional<Complaint> Complaint::decode(const Ceremony& ceremony, TrusteeIndex accuser,
                                           TrusteeIndex dealer, ByteView bytes) {
  if (!ceremony.has(accuser) || !ceremony.has(dealer) || accuser == dealer) return std::nullopt;
  if (bytes.size() != kSize) return std::nullopt;
  const auto ephemeral = Element::decode(bytes.first(Element::kSize));
  const auto fixed = Element::decode(bytes.subspan(Element::kSize, Element::kSize));
  const auto ephemeral_proof = Proof::decode(bytes.subspan(2 * Element::kSize, Proof::kSize));
  const auto fixed_proof = Proof::decode(bytes.last(Proof::kSize));
  if (!ephemeral || !fixed || !ephemeral_proof || !fixed_proof) return std::nullopt;
  return Complaint{accuser, dealer, *ephemeral, *fixed, *ephemeral_proof, *fixed_proof};
}

Complaint complain(const Ceremony& ceremony, TrusteeIndex accuser, TrusteeIndex dealer,
                   const Dealing& dealing, const SecretScalar& static_secret) {
  EXPECTS(accuser != dealer);
  const Element& ephemeral_base = dealing.ephemeral_key;
  const Element& fixed_base = ceremony.static_key(dealer);
  const ShareRoute route{dealer, accuser, ephemeral_base};
  const SharedSecrets secrets = receiver_secrets(ceremony, route, static_secret);
  const Element ephemeral = secrets.ephemeral.publish();
  const Element fixed = secrets.fixed.publish();
  return {.accuser = accuser,
          .dealer = dealer,
          .ephemeral = ephemeral,
          .fixed = fixed,
          .ephemeral_proof =
              prove(statement(ceremony, accuser, ephemeral_base, ephemeral), static_secret),
          .fixed_proof = prove(statement(ceremony, accuser, fixed_base, fixed), static_secret)};
}

TrusteeIndex adjudicate_vartime(const Ceremony& ceremony, const Dealing& dealing,
                                const Complaint& complaint) {
  const auto [accuser, dealer, ephemeral, fixed, ephemeral_proof, fixed_proof] = complaint;
  EXPECTS(ceremony.has(accuser) && ceremony.has(dealer) && accuser != dealer);
  const Element& fixed_base = ceremony.static_key(dealer);
  if (!verify(statement(ceremony, accuser, dealing.ephemeral_key, ephemeral), ephemeral_proof) ||
      !verify(statement(ceremony, accuser, fixed_base, fixed), fixed_proof)) {
    return accuser;
  }
  const ShareRoute route{dealer, accuser, dealing.ephemeral_key};
  const ShareCipher cipher(ceremony, route, {SecretElement(ephemeral), SecretElement(fixed)});
  const auto share = cipher.open(dealing.shares.at(accuser.position()));
  if (!share) return dealer;
  const bool matches =
      mul_base(*share).publish() == share_key_vartime<Ristretto255>(dealing.commitments, accuser);
  return matches ? accuser : dealer;
}

}  // namespace tabella::crypto
