#include "crypto/vartime/backend_loops.h"
#include "crypto/vartime/lanes_avx512.h"

namespace tabella::crypto::vartime {

const Backend& avx512_backend() {
  static const Backend kBackend = make_backend<LanesAvx512>("avx512ifma");
  return kBackend;
}

}  // namespace tabella::crypto::vartime
