// A table that may be wider than a screen, and the cells in it.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "web/server/html/elements.h"

namespace tabella::server {

// rows: elements "tr".
[[nodiscard]] Html table(std::string_view caption, std::initializer_list<std::string_view> columns,
                         const Html& rows);
// What the row is about.
[[nodiscard]] Html row_head(std::string_view words);
// One cell over so many columns.
[[nodiscard]] Html wide_cell(unsigned columns, std::string_view words);

}  // namespace tabella::server
