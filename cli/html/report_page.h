// How the program's pages look, in light and dark, on screen and on paper.
#pragma once

#include <string>
#include <string_view>

namespace tabella::cli {

// From the doctype to the opening of <main>. Nothing is fetched and no script runs, even if an
// escape were missing. `title` is plain text.
[[nodiscard]] std::string page_head(std::string_view title);
[[nodiscard]] std::string_view page_end();

// A style, and the policy that lets a page have nothing but that.
[[nodiscard]] std::string style_alone(std::string_view style);

}  // namespace tabella::cli
