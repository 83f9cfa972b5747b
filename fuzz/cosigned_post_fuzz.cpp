// decode_cosigned_post accepts one form: what it accepts is written back byte for byte.
#include <string_view>

#include "bulletin_board/election/cosigned_post.h"
#include "crypto/expects.h"

using namespace tabella::bulletin_board;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  const auto post = decode_cosigned_post(line);
  if (!post) {
    EXPECTS(post.error().code == "cosigned.encoding");
    return 0;
  }
  EXPECTS(encode(*post) == line);
  return 0;
}
