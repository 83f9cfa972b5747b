// The sealed bytes of a ballot: one encoding, and in bulk the verdict that it has alone.
#include "crypto/ballot_proof/bulk_verifier.h"
#include "crypto/expects.h"

using namespace tabella::crypto;

namespace {

using G = Ristretto255;

// 1 of 2. Key and credential are those of the kept inputs.
const Style kStyle{
    .bits = 2, .counters = {{{0, 1}, {1, 1 << 22}}}, .equations = {{{{0, 1}, {1, 1}}, 1}}};
const Element kKey = G::derive_generator(1000);
const Element kCredential = Element::generator();
constexpr Fingerprint kElection{7};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Generators<G> generators(kStyle.bits);
  static const BulkVerifier bulk(kKey, {{kElection, kStyle}});
  const tabella::ByteView sealed(data, size);
  const auto decoded = decode_ballot<G>(kStyle, sealed);
  if (const auto* ballot = std::get_if<BallotOf<G>>(&decoded)) {
    EXPECTS(std::ranges::equal(ballot->encode(), sealed));
  }
  const BallotStatement<G> statement{kStyle, kElection, kKey, kCredential, 1};
  const std::array received = {ReceivedBallot{0, kCredential.bytes(), 1, sealed}};
  EXPECTS(bulk.verify_vartime(received).front() == verify_sealed(statement, generators, sealed));
  return 0;
}
