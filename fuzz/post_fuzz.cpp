// Posts: one form of each; and a board that takes any bytes keeps its log replayable.
#include <string_view>

#include "bulletin_board/board.h"
#include "bulletin_board/posts_json.h"
#include "bulletin_board/rules/records_json.h"
#include "crypto/expects.h"

using namespace tabella::bulletin_board;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto post = decode_signed_post(text)) EXPECTS(encode(*post) == text);
  if (const auto record = decode_block_record(text)) EXPECTS(encode(*record) == text);
  if (const auto record = decode_result_record(text)) EXPECTS(encode(*record) == text);
  Board board([](std::uint64_t) { return tabella::Bytes(); }, run_in_turn);
  const std::vector<tabella::Bytes> posts = {tabella::Bytes(data, data + size)};
  const Block block = board.apply(1, posts);
  EXPECTS(block.verdicts.size() == 1);
  EXPECTS(block.verdicts[0].index.has_value() == !block.entries.empty());
  return 0;
}
