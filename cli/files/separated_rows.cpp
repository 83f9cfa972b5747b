#include "cli/files/separated_rows.h"

#include <algorithm>

#include "text/plain_text.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t";

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

class RowReader {
 public:
  RowReader(std::string_view text, char separator)
      : text_(text), separator_(separator), ends_({separator, '\r', '\n'}) {}

  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }

  Result<Row> read_row() {
    Row row{.line = line_, .fields = {}};
    while (true) {
      const auto field = read_field();
      if (!field) return field.error();
      row.fields.push_back(*field);
      if (at_end()) return row;
      const char end = text_[at_++];
      if (end == separator_) continue;
      if (end == '\r' && !at_end() && text_[at_] == '\n') ++at_;
      ++line_;
      return row;
    }
  }

 private:
  // Up to the next separator or line end, which it leaves.
  Result<std::string> read_field() {
    while (!at_end() && text_[at_] != separator_ &&
           kBlanks.find(text_[at_]) != std::string_view::npos) {
      ++at_;
    }
    std::string quoted;
    if (!at_end() && text_[at_] == '"') {
      const std::size_t opened = line_;
      ++at_;
      while (true) {
        if (at_end()) {
          return Error{"pabulib.quote", line_text(opened), "a quoted field is not closed"};
        }
        const char c = text_[at_++];
        if (c == '"') {
          if (at_end() || text_[at_] != '"') break;
          ++at_;
        }
        if (c == '\n') ++line_;
        quoted += c;
      }
    }
    // What follows a closing quote belongs to the field, as other readers of these files have it.
    const std::size_t end = std::min(text_.find_first_of(ends_, at_), text_.size());
    quoted += trim(text_.substr(at_, end - at_));
    at_ = end;
    return quoted;
  }

  std::string_view text_;
  char separator_;
  std::string ends_;  // of a field
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

std::size_t first_bad_line(std::string_view text) {
  std::size_t line = 1;
  for (; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    if (!text::is_utf8(text.substr(0, end))) break;
    text.remove_prefix(end);
  }
  return line;
}

}  // namespace

bool Row::is_blank() const {
  return std::all_of(fields.begin(), fields.end(),
                     [](const std::string& field) { return field.empty(); });
}

std::string quoted_field(std::string_view field) {
  std::string text = "\"";
  for (const char c : field) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + "\"";
}

std::string line_text(std::size_t line) { return "line " + std::to_string(line); }

Result<std::vector<Row>> parse_rows(std::string_view text, char separator) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (!text::is_utf8(text)) {
    return Error{"pabulib.text", line_text(first_bad_line(text)), "not UTF-8"};
  }
  std::vector<Row> rows;
  RowReader reader(text, separator);
  while (!reader.at_end()) {
    auto row = reader.read_row();
    if (!row) return row.error();
    if (!row->is_blank()) rows.push_back(std::move(*row));
  }
  return rows;
}

}  // namespace tabella::cli
