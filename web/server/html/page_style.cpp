#include "web/server/html/page_style.h"

#include "crypto/bytes.h"
#include "crypto/hash.h"

namespace tabella::server {

namespace {

constexpr std::string_view kStyle =
#include "style.css.inc"
    ;

}  // namespace

std::string_view page_style() { return kStyle; }

const std::string& page_style_name() {
  static const std::string kName =
      hex(ByteView(crypto::sha256({as_bytes(kStyle)})).first(8)) + ".css";
  return kName;
}

}  // namespace tabella::server
