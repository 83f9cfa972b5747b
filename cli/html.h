// Text in HTML.
#pragma once

#include <string>
#include <string_view>

namespace tabella::cli {

// Safe between tags and in quoted attributes: a project may be called <script>.
[[nodiscard]] std::string escape_html(std::string_view text);

}  // namespace tabella::cli
