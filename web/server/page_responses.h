// The responses that are pages, each with the policy of what it may load.
#pragma once

#include <memory>
#include <string>

#include "web/server/http/request_handler.h"

namespace tabella::server {

inline constexpr const char* kImmutable = "public, max-age=31536000, immutable";

// A page without a script, which depends on the reader's language.
[[nodiscard]] Response readable_page(std::string html);
// The style of those pages.
[[nodiscard]] Response style_file();
// A stamped page; null if there is none.
[[nodiscard]] Response stamped_page(std::shared_ptr<const std::string> page);

}  // namespace tabella::server
