// A result as a page shows it: what was decided and why, and every total with a bar.
#pragma once

#include "bulletin_board/node/board_status.h"
#include "web/server/html/elements.h"
#include "web/server/html/page_text.h"

namespace tabella::server {

// Nothing before there is a result.
[[nodiscard]] Html result_html(const bulletin_board::ElectionStatus& election,
                               const PageText& text);

}  // namespace tabella::server
