#include "web/server/http/request_head.h"

#include <algorithm>

namespace tabella::server {

namespace {

bool is_token(std::string_view name) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::ranges::all_of(name, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kOthers.find(c) != std::string_view::npos;
  });
}

bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7f; });
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

struct Seen {
  int hosts = 0;
  int lengths = 0;
};

std::optional<std::string> refuse_field(std::string_view line, Seen& seen) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return "a header field has no colon";
  if (!is_token(line.substr(0, colon))) return "a header field has no proper name";
  if (!is_plain(line.substr(colon))) return "a header field has control characters";
  const std::string name = lower(line.substr(0, colon));
  std::string_view value = line.substr(colon + 1);
  while (value.starts_with(' ')) value.remove_prefix(1);
  while (value.ends_with(' ')) value.remove_suffix(1);
  if (name == "host" && ++seen.hosts > 1) return "Host stands there twice";
  if (name == "transfer-encoding") return "Transfer-Encoding is not accepted";
  if (name == "expect") return "Expect is not accepted";
  if (name != "content-length") return std::nullopt;
  if (++seen.lengths > 1) return "Content-Length stands there twice";
  const bool digits = !value.empty() && value.size() <= 9 &&
                      std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return "Content-Length is no number";
  return std::nullopt;
}

std::optional<std::string> refuse_request_line(std::string_view line) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last || !is_plain(line)) {
    return "the request line is malformed";
  }
  const std::string_view target = line.substr(first + 1, last - first - 1);
  if (!is_token(line.substr(0, first)) || !target.starts_with('/') ||
      target.find(' ') != std::string_view::npos) {
    return "the request line is malformed";
  }
  if (line.substr(last + 1) != "HTTP/1.1") return "only HTTP/1.1 is spoken here";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> refuse_head(std::string_view head) {
  if (head.size() > kMaxHead) return "the header is too large";
  Seen seen;
  bool is_first = true;
  while (true) {
    const auto end = head.find("\r\n");
    if (end == std::string_view::npos) return "a line does not end in CRLF";
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end + 2);
    if (line.empty()) break;
    const auto refusal = is_first ? refuse_request_line(line) : refuse_field(line, seen);
    if (refusal) return refusal;
    is_first = false;
  }
  if (is_first) return "there is no request line";
  if (!head.empty()) return "something stands behind the empty line";
  if (seen.hosts != 1) return "Host is missing";
  return std::nullopt;
}

}  // namespace tabella::server
