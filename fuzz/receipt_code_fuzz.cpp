// read_receipt_code: what is accepted is accepted again as it is written.
#include "ballot/receipt_code.h"

#include "crypto/expects.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto code = tabella::ballot::read_receipt_code({reinterpret_cast<const char*>(data), size});
  if (!code) return 0;
  const auto again = tabella::ballot::read_receipt_code(*code);
  EXPECTS(again && *again == *code);
  return 0;
}
