// Pages that are read without a script: which elections there are, and how far each of them is.
// Everything in them that others wrote is escaped; the style has a path of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "bulletin_board/node/board_status.h"
#include "web/server/html/page_text.h"

namespace tabella::server {

// has_page: whether this server has a stamped page of that name.
using HasPage = std::function<bool(const std::string& page)>;

// What is not the election's own.
struct BoardFacts {
  std::uint64_t entries = 0;
  std::uint64_t time = 0;      // of the last block, seconds since 1970
  std::size_t witnesses = 0;   // who signed what is published
  std::uint64_t receipts = 0;  // of this election, which people have checked
};

[[nodiscard]] std::string home_html(const bulletin_board::BoardStatus& board, const PageText& text,
                                    const HasPage& has_page);
[[nodiscard]] std::string election_html(const std::string& id,
                                        const bulletin_board::ElectionStatus& election,
                                        const BoardFacts& board, const PageText& text,
                                        const HasPage& has_page);

}  // namespace tabella::server
