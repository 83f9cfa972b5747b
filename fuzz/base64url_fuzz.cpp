// decode_base64url accepts exactly what base64url writes: no padding, no stray trailing bits.
#include <string_view>

#include "crypto/bytes.h"
#include "crypto/expects.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto bytes = tabella::decode_base64url(text)) {
    EXPECTS(tabella::base64url(*bytes) == text);
  }

  const tabella::ByteView bytes(data, size);
  const auto back = tabella::decode_base64url(tabella::base64url(bytes));
  EXPECTS(back && *back == tabella::Bytes(bytes.begin(), bytes.end()));
  return 0;
}
