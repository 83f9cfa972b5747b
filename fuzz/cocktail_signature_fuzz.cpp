// Signatures of the ceremony have one encoding.
#include "crypto/dkg/signature.h"
#include "fuzz/one_encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tabella::fuzz::expect_one_encoding<tabella::crypto::CocktailSignature>({data, size});
  return 0;
}
