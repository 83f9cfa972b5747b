#include "crypto/vartime/backend_loops.h"
#include "crypto/vartime/lanes_avx2.h"

namespace tabella::crypto::vartime {

const Backend& avx2_backend() {
  static const Backend kBackend = make_backend<LanesAvx2>("avx2");
  return kBackend;
}

}  // namespace tabella::crypto::vartime
