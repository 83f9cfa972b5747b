#include "crypto/vartime/backend_loops.h"
#include "crypto/vartime/lanes_portable.h"

namespace tabella::crypto::vartime {

const Backend& portable_backend() {
  static const Backend kBackend = make_backend<LanesPortable>("portable");
  return kBackend;
}

}  // namespace tabella::crypto::vartime
