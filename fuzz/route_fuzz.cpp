// What a request line may ask for: a path fits one pattern and gives nothing but its parts,
// languages are found in any header, an operator's URL cannot leave the place where it is stamped.
#include <array>
#include <string>

#include "crypto/expects.h"
#include "web/server/html/page_text.h"
#include "web/server/pages/stamp.h"
#include "web/server/path_pattern.h"

using namespace tabella::server;

namespace {

// One of each form that BoardApi::routes() has: fixed, with one place or two, the last one open.
constexpr std::array<std::string_view, 8> kPatterns = {
    "/",
    "/add",
    "/tile/{path}",
    "/receipt/{index}",
    "/elections/{election}",
    "/elections/{election}/result",
    "/elections/{election}/ballot/{prefix}",
    "/e/{election}/vote",
};

void put_back(std::string_view pattern, const std::vector<std::string>& parts,
              std::string_view text) {
  std::size_t place = 0;
  std::string path;
  while (!pattern.empty()) {
    if (pattern.front() == '{') {
      path += parts.at(place++);
      pattern.remove_prefix(pattern.find('}') + 1);
    } else {
      path += pattern.front();
      pattern.remove_prefix(1);
    }
  }
  EXPECTS(path == text && place == parts.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  // The parts, put back into their places, give the path again; and no path has two routes.
  int routes = 0;
  for (const std::string_view pattern : kPatterns) {
    const auto parts = match_path(pattern, text);
    if (!parts) continue;
    ++routes;
    put_back(pattern, *parts, text);
  }
  EXPECTS(routes <= 1);
  const std::string_view tag = page_text(text, text).tag;
  EXPECTS(tag == "en" || tag == "zh-Hans");
  if (const auto origin = origin_of(text)) {
    EXPECTS(text.starts_with(*origin));
    EXPECTS(origin->find_first_of(" ;,'\"<>\n") == std::string::npos);
  }
  return 0;
}
