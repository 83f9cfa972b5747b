// decode_tested_notice accepts one form: what it accepts is written back byte for byte.
#include <string_view>

#include "ballot/tested_notice.h"
#include "crypto/expects.h"

using namespace tabella::ballot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  const auto notice = decode_tested_notice(line);
  if (!notice) {
    EXPECTS(notice.error().code == "tested.encoding");
    return 0;
  }
  EXPECTS(encode(*notice) == line);
  return 0;
}
