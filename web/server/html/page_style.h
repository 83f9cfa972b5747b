// The style of the pages without a script: html/style.css.
#pragma once

#include <string>
#include <string_view>

namespace tabella::server {

[[nodiscard]] std::string_view page_style();
// "1f0c...e2.css", after its hash: another style has another path, so it may be cached for ever.
[[nodiscard]] const std::string& page_style_name();

}  // namespace tabella::server
