// Equality proofs, those of partial decryptions among them, have one encoding.
#include "crypto/equality_proof.h"
#include "crypto/ristretto255.h"
#include "fuzz/one_encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tabella::fuzz::expect_one_encoding<tabella::crypto::EqualityProof<tabella::crypto::Ristretto255>>(
      {data, size});
  return 0;
}
