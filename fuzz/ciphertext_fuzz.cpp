// Ciphertexts have one encoding.
#include "crypto/elgamal.h"
#include "crypto/ristretto255.h"
#include "fuzz/one_encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tabella::fuzz::expect_one_encoding<tabella::crypto::CiphertextOf<tabella::crypto::Ristretto255>>(
      {data, size});
  return 0;
}
