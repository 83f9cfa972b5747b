// A complaint has one encoding, and about a good share it is always the accuser who is at fault.
#include "crypto/dkg/complaint.h"

#include <algorithm>

#include "crypto/expects.h"
#include "fuzz/small_ceremony.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tabella;
  using crypto::Complaint;
  const auto& ceremony = fuzz::small_ceremony();
  const auto accuser = fuzz::trustee(2);
  const auto dealer = fuzz::trustee(1);
  static const crypto::Dealing dealing = deal(ceremony, dealer, crypto::SecretScalar::from_u64(1),
                                              crypto::DealingSecrets::random(ceremony));

  const ByteView bytes(data, size);
  const auto complaint = Complaint::decode(ceremony, accuser, dealer, bytes);
  EXPECTS(size == Complaint::kSize || !complaint);
  if (!complaint) return 0;
  EXPECTS(std::ranges::equal(complaint->encode(), bytes));
  const auto at_fault = adjudicate_vartime(ceremony, dealing, *complaint);
  EXPECTS(at_fault == accuser);
  return 0;
}
