// Paths of tiles and bundles of entries: one spelling of each.
#include <algorithm>
#include <string_view>

#include "bulletin_board/log/tiles.h"
#include "crypto/expects.h"

using namespace tabella::bulletin_board;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto tile = TileId::parse(text)) EXPECTS(tile->path() == text);
  if (size == 0) return 0;
  const tabella::ByteView bundle(data + 1, size - 1);
  if (const auto entries = decode_bundle(bundle, data[0])) {
    EXPECTS(entries->size() == data[0]);
    EXPECTS(std::ranges::equal(encode_bundle(*entries), bundle));
  }
  return 0;
}
