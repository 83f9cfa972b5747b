// decode_ballot_post accepts one form: what it accepts is written back byte for byte.
#include <string_view>

#include "ballot/ballot_post.h"
#include "crypto/expects.h"

using namespace tabella::ballot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  const auto post = decode_ballot_post(line);
  if (!post) {
    EXPECTS(post.error().code == "ballot.encoding");
    return 0;
  }
  EXPECTS(encode(*post) == line);
  EXPECTS(line.size() <= ballot_post_size(post->style, post->sealed.size()));
  return 0;
}
