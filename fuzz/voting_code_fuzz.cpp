// VotingCode::from_typed: what is accepted is accepted again as it is printed.
#include <algorithm>
#include <string_view>

#include "ballot/voting_code.h"
#include "crypto/expects.h"

using tabella::ballot::VotingCode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto code = VotingCode::from_typed({reinterpret_cast<const char*>(data), size});
  if (!code) return 0;
  const auto printed = code->expose_for_storage();
  const auto again = VotingCode::from_typed({printed.data(), printed.size()});
  EXPECTS(again && std::ranges::equal(again->expose_for_storage(), printed));
  return 0;
}
