// decode_time accepts exactly what encode_time writes.
#include "crypto/expects.h"
#include "text/rfc3339.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view given(reinterpret_cast<const char*>(data), size);
  if (const auto seconds = tabella::text::decode_time(given)) {
    EXPECTS(tabella::text::encode_time(*seconds) == given);
  }
  return 0;
}
