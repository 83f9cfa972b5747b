#include "crypto/vartime/backend_loops.h"
#include "crypto/vartime/lanes_simd128.h"

namespace tabella::crypto::vartime {

const Backend& simd128_backend() {
  static const Backend kBackend = make_backend<LanesSimd128>("simd128");
  return kBackend;
}

}  // namespace tabella::crypto::vartime
