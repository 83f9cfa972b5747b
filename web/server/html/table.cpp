#include "web/server/html/table.h"

namespace tabella::server {

Html table(std::string_view caption, std::initializer_list<std::string_view> columns,
           const Html& rows) {
  Html cells;
  for (const std::string_view column : columns) {
    cells += element({"th", {.scope = "col"}}, column);
  }
  return element(
      {"div", {.css = "scroll"}},
      element("table", element("caption", caption) + element("thead", element("tr", cells)) +
                           element("tbody", rows)));
}

Html row_head(std::string_view words) { return element({"th", {.scope = "row"}}, words); }

Html wide_cell(unsigned columns, std::string_view words) {
  return element({"td", {.colspan = std::to_string(columns)}}, words);
}

}  // namespace tabella::server
