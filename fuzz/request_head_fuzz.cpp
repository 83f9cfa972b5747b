// Heads of requests: what passes has one Host, and framing that nobody can read in two ways.
#include <string>

#include "crypto/expects.h"
#include "web/server/http/request_head.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string head(reinterpret_cast<const char*>(data), size);
  if (tabella::server::refuse_head(head)) return 0;
  EXPECTS(head.ends_with("\r\n\r\n"));
  std::string lower = head;
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  const auto first = lower.find("\r\ncontent-length:");
  EXPECTS(first == std::string::npos ||
          lower.find("\r\ncontent-length:", first + 1) == std::string::npos);
  EXPECTS(lower.find("\r\ntransfer-encoding:") == std::string::npos);
  EXPECTS(head.find('\0') == std::string::npos);
  return 0;
}
