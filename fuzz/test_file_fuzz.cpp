// decode_test_file: every input is read or refused; what is read has all its fields.
#include "ballot/test_file.h"

#include "crypto/expects.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto test = tabella::ballot::decode_test_file({reinterpret_cast<const char*>(data), size});
  if (!test) return 0;
  const auto again = tabella::ballot::decode_test_file(tabella::ballot::encode(*test, "{}"));
  EXPECTS(again && again->ballot == test->ballot && again->sequence == test->sequence);
  return 0;
}
