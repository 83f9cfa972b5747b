#include "cli/html/qr_code.h"

#include <qrencode.h>

#include <memory>
#include <stdexcept>

#include "cli/html/escape_html.h"
#include "crypto/expects.h"

namespace tabella::cli {

namespace {

constexpr std::size_t kMaxSize = 1000;
// White modules around the code, which readers need.
constexpr int kQuiet = 4;

std::string square(int x, int y, int width) {
  return "M" + std::to_string(x) + " " + std::to_string(y) + "h" + std::to_string(width) + "v1h-" +
         std::to_string(width) + "z";
}

// One path for all dark modules; neighbours in a row are one rectangle.
std::string path_of(const QRcode& code) {
  const auto is_dark = [&](int x, int y) {
    return x < code.width && (code.data[y * code.width + x] & 1) != 0;
  };
  std::string path;
  for (int y = 0; y < code.width; ++y) {
    for (int x = 0; x < code.width; ++x) {
      if (!is_dark(x, y)) continue;
      const int first = x;
      while (is_dark(x, y)) ++x;
      path += square(first + kQuiet, y + kQuiet, x - first);
    }
  }
  return path;
}

}  // namespace

std::string qr_svg(std::string_view text, std::string_view label) {
  EXPECTS(!text.empty() && text.size() <= kMaxSize);
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(text.size()),
                        reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M),
      &QRcode_free);
  if (!code) throw std::runtime_error("qr code: not enough memory");
  const std::string size = std::to_string(code->width + 2 * kQuiet);
  return "<svg role=\"img\" aria-label=\"" + escape_html(label) + "\" viewBox=\"0 0 " + size + " " +
         size + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + size + "v" +
         size + "H0z\"/><path d=\"" + path_of(*code) + "\"/></svg>";
}

}  // namespace tabella::cli
