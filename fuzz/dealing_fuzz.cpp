// A dealing has one encoding, and its proof of possession can be checked in every case.
#include "crypto/dkg/dealing.h"

#include <algorithm>

#include "crypto/expects.h"
#include "fuzz/small_ceremony.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tabella;
  const auto& ceremony = fuzz::small_ceremony();
  const ByteView bytes(data, size);
  const auto dealing = crypto::Dealing::decode(ceremony, fuzz::trustee(1), bytes);
  if (!dealing) return 0;
  EXPECTS(std::ranges::equal(dealing->encode(), bytes));
  const auto verdict = check_possession(ceremony, fuzz::trustee(1), *dealing);
  EXPECTS(verdict || !verdict.error().message().empty());
  return 0;
}
