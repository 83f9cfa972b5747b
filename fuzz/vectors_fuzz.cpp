// Files of ballot-proof vectors: what is read is written and read again as the same.
#include <string_view>

#include "cli/vectors/vectors_json.h"
#include "crypto/expects.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto vectors = tabella::cli::decode_vectors(text);
  if (!vectors) return 0;
  const std::string written = tabella::cli::encode_vectors(*vectors, "fuzz");
  const auto again = tabella::cli::decode_vectors(written);
  EXPECTS(again.has_value());
  EXPECTS(tabella::cli::encode_vectors(*again, "fuzz") == written);
  return 0;
}
