// The first lines of a request, checked before any parser sees them: parsers disagree about odd
// framing, and who sits in front of this server may be another one. docs/api.md, "Framing".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tabella::server {

inline constexpr std::size_t kMaxHead = 8192;

// Why a head (up to and with its empty line) is refused; none if it is fine. Wanted: lines that end
// in CRLF, no folded lines, no control characters, one Host, at most one Content-Length of digits,
// no Transfer-Encoding, no Expect, HTTP/1.1. This one is fine:
//   POST /add HTTP/1.1\r\nHost: board.example\r\nContent-Length: 7\r\n\r\n
[[nodiscard]] std::optional<std::string> refuse_head(std::string_view head);

}  // namespace tabella::server
