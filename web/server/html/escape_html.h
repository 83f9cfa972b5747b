// Text in HTML.
#pragma once

#include <string>
#include <string_view>

namespace tabella::server {

// Safe between tags and in quoted attributes: an option may be called <script>.
[[nodiscard]] std::string escape_html(std::string_view text);

}  // namespace tabella::server
