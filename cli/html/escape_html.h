// Text in HTML.
#pragma once

#include "web/server/html/escape_html.h"

namespace tabella::cli {

using server::escape_html;

}  // namespace tabella::cli
