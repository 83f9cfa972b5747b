// What the rules add to the log, as lines of JSON. Each has one spelling. docs/log.md, "Posts".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bulletin_board/rules/records.h"

namespace tabella::bulletin_board {

// A line without its newline.
[[nodiscard]] std::string encode(const ResultRecord& record);
[[nodiscard]] std::string encode(const BlockRecord& record);

// None if the line is another thing.
[[nodiscard]] std::optional<ResultRecord> decode_result_record(std::string_view line);
[[nodiscard]] std::optional<BlockRecord> decode_block_record(std::string_view line);

}  // namespace tabella::bulletin_board
