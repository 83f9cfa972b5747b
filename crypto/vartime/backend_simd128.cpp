#include "crypto/vartime/backend_loops.h"
#include "crypto/vartime/lanes_narrow.h"

namespace tabella::crypto::vartime {

const Backend& narrow_backend() {
  static const Backend kBackend = make_backend<LanesNarrow>("narrow");
  return kBackend;
}

}  // namespace tabella::crypto::vartime
