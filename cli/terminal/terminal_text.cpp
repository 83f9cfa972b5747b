#include "cli/terminal/terminal_text.h"

namespace tabella::cli {
namespace {

bool starts_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (const char c : text) width += starts_code_point(c) ? 1u : 0u;
  return width;
}

std::string fitted(std::string_view text, std::size_t width) {
  const std::size_t whole = display_width(text);
  if (whole <= width) return std::string(text) + std::string(width - whole, ' ');
  std::string result;
  std::size_t taken = 0;
  for (const char c : text) {
    if (starts_code_point(c) && ++taken == width) break;
    result += c;
  }
  return result + "…";
}

}  // namespace tabella::cli
