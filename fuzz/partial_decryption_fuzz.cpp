// Partial decryptions have one encoding.
#include "tally/partial_decryption.h"

#include <algorithm>

#include "crypto/expects.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using tabella::tally::PartialDecryption;
  // The first byte says how many counters the style has.
  if (size == 0) return 0;
  const tabella::ByteView bytes(data + 1, size - 1);
  const auto share = PartialDecryption::decode(data[0] % 4, bytes);
  if (share) EXPECTS(std::ranges::equal(share->encode(), bytes));
  return 0;
}
