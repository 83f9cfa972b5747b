// Text on a terminal.
#pragma once

#include <string>
#include <string_view>

namespace tabella::cli {

// Columns that a terminal gives to UTF-8 text: one for each code point, near enough for tables.
[[nodiscard]] std::size_t display_width(std::string_view text);

// Exactly `width` columns: spaces after, or the end replaced by an ellipsis.
[[nodiscard]] std::string fitted(std::string_view text, std::size_t width);

}  // namespace tabella::cli
