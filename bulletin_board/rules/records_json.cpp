#include "bulletin_board/rules/records_json.h"

#include <nlohmann/json.hpp>

#include "bulletin_board/log/tiles.h"
#include "bulletin_board/rules/post_fields_json.h"

namespace tabella::bulletin_board {

using text::JsonReader;
using Json = nlohmann::ordered_json;

std::string encode(const ResultRecord& record) {
  return Json{
      {"type", "result"}, {"election", record.election}, {"result", base64url(record.result)}}
      .dump();
}

std::string encode(const BlockRecord& record) {
  return Json{{"type", "block"},
              {"height", record.height},
              {"time", record.time},
              {"state", base64url(record.state_root)}}
      .dump();
}

namespace {

// Rule-made lines are read only where rules made them, so a reason is of no use.
template <class Record, class Read>
std::optional<Record> decode_record(std::string_view line, std::string_view begin,
                                    Read read_fields) {
  // The first glance: most entries are no record.
  if (!line.starts_with(begin)) return std::nullopt;
  const auto json = text::parse_strict_json(line, "record", kMaxEntrySize);
  if (!json) return std::nullopt;
  text::JsonVerdict verdict("record");
  const JsonReader reader(*json, verdict);
  Record record = read_fields(reader);
  if (verdict.error() || encode(record) != line) return std::nullopt;
  return record;
}

}  // namespace

std::optional<ResultRecord> decode_result_record(std::string_view line) {
  return decode_record<ResultRecord>(line, R"({"type":"result",)", [](const JsonReader& json) {
    return ResultRecord{json["election"].string(), read_array<32>(json["result"])};
  });
}

std::optional<BlockRecord> decode_block_record(std::string_view line) {
  return decode_record<BlockRecord>(line, R"({"type":"block",)", [](const JsonReader& json) {
    return BlockRecord{json["height"].number(0, kMaxNumber), json["time"].number(0, kMaxNumber),
                       read_array<32>(json["state"])};
  });
}

}  // namespace tabella::bulletin_board
