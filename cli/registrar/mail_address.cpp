#include "cli/registrar/mail_address.h"

#include <algorithm>

namespace tabella::cli {

namespace {

// RFC 5321, 4.5.3.1.3, without the angle brackets.
constexpr std::size_t kMaxAddress = 254;

}  // namespace

bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  const bool is_plain = std::ranges::all_of(text, [](char c) {
    return c > ' ' && c < 0x7f &&
           std::string_view("<>()[],;:\\\"").find(c) == std::string_view::npos;
  });
  return is_plain && text.size() <= kMaxAddress && at != std::string_view::npos && at > 0 &&
         at + 1 < text.size() && text.find('@', at + 1) == std::string_view::npos;
}

}  // namespace tabella::cli
