// Rows of fields separated by semicolons, as in the sections of a Pabulib file, or by another
// character: a field that starts with a double quote goes to the closing one, "" in it is one
// quote, and it may hold separators and line ends. https://pabulib.org/format
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/result.h"

namespace tabella::cli {

struct Row {
  std::size_t line = 0;  // from 1, where the row starts
  std::vector<std::string> fields;

  [[nodiscard]] bool is_blank() const;
};

// `1;"Trees; and ""shade""";60` gives the fields `1`, `Trees; and "shade"` and `60`.
// LF or CRLF ends a row; a UTF-8 byte order mark before the first is skipped; white space around
// unquoted fields is dropped. Blank rows are left out.
// Refuses an open quote and text that is not UTF-8, with the line.
[[nodiscard]] Result<std::vector<Row>> parse_rows(std::string_view text, char separator = ';');

// Between quotes, and read back as it was.
[[nodiscard]] std::string quoted_field(std::string_view field);

// "line 12".
[[nodiscard]] std::string line_text(std::size_t line);

}  // namespace tabella::cli
