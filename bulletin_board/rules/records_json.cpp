#include "bulletin_board/rules/records_json.h"

#include "bulletin_board/log/tiles.h"
#include "bulletin_board/rules/post_fields_json.h"

namespace tabella::bulletin_board {

namespace {

// Rule-made lines are read only where rules made them, so a reason is of no use.
template <class Record>
std::optional<Record> decode_record(std::string_view line) {
  // The first glance: most entries are not a record.
  static const std::string begin = R"({"type":")" + std::string(Record::kType) + "\",";
  if (!line.starts_with(begin)) return std::nullopt;
  const auto parsed = text::parse_strict_json(line, "record", kMaxEntrySize);
  if (!parsed) return std::nullopt;
  text::JsonVerdict verdict("record");
  const text::JsonReader json(*parsed, verdict);
  FieldReader reader(json);
  Record record = read_post<Record>(reader, json);
  if (verdict.error() || encode(record) != line) return std::nullopt;
  return record;
}

}  // namespace

std::string encode(const ResultRecord& record) { return encode_post(record); }
std::string encode(const BlockRecord& record) { return encode_post(record); }

std::optional<ResultRecord> decode_result_record(std::string_view line) {
  return decode_record<ResultRecord>(line);
}
std::optional<BlockRecord> decode_block_record(std::string_view line) {
  return decode_record<BlockRecord>(line);
}

}  // namespace tabella::bulletin_board
