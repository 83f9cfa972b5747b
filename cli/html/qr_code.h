// A QR code as a picture in a page that loads nothing.
#pragma once

#include <string>
#include <string_view>

namespace tabella::cli {

// <svg> of the text as bytes, with error correction for 15 %, the quiet zone around it, and `label`
// for those who hear the page. The text is not empty and has at most 1,000 bytes.
[[nodiscard]] std::string qr_svg(std::string_view text, std::string_view label);

}  // namespace tabella::cli
