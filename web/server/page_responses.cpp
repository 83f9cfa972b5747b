#include "web/server/page_responses.h"

#include "web/server/html/page_style.h"
#include "web/server/responses_json.h"

namespace tabella::server {

namespace {

// Its own meta element says what a page may load and connect to; that it is in no frame, only the
// header can say.
constexpr const char* kStampedPolicy =
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

// Nothing but the style, which is a file of its own.
constexpr const char* kReadablePolicy =
    "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'none'";

constexpr const char* kHtml = "text/html; charset=utf-8";

}  // namespace

Response readable_page(std::string html) {
  return {.content_type = kHtml,
          .body = std::move(html),
          .cache = "public, max-age=5",
          .content_policy = kReadablePolicy,
          .vary = "Accept-Language"};
}

Response style_file() {
  return {.content_type = "text/css; charset=utf-8",
          .body = std::string(page_style()),
          .cache = kImmutable};
}

Response stamped_page(std::shared_ptr<const std::string> page) {
  if (!page) return not_found();
  return {.content_type = kHtml,
          .shared_body = std::move(page),
          .cache = "no-cache",
          .content_policy = kStampedPolicy};
}

}  // namespace tabella::server
