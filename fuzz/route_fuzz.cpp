// What a request line may ask for: paths lead to a route and nothing but its parts, languages are
// found in any header, an operator's URL cannot leave the place where it is stamped.
#include <string>

#include "crypto/expects.h"
#include "web/server/html/page_text.h"
#include "web/server/pages/stamp.h"
#include "web/server/routes.h"

using namespace tabella::server;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (const auto match = match_route(text)) {
    std::size_t place = 0;
    // Put back, the parts give the path again.
    std::string path;
    std::string_view rest = match->pattern->pattern;
    while (!rest.empty()) {
      if (rest.front() == '{') {
        path += match->parameters.at(place++);
        rest.remove_prefix(rest.find('}') + 1);
      } else {
        path += rest.front();
        rest.remove_prefix(1);
      }
    }
    EXPECTS(path == text && place == match->parameters.size());
  }
  const std::string_view tag = page_text(text, text).tag;
  EXPECTS(tag == "en" || tag == "zh-Hans");
  if (const auto origin = origin_of(text)) {
    EXPECTS(text.starts_with(*origin));
    EXPECTS(origin->find_first_of(" ;,'\"<>\n") == std::string::npos);
  }
  return 0;
}
