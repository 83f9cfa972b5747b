// Addresses of mail, as far as invitations need them.
#pragma once

#include <string_view>

namespace tabella::cli {

// "ada@mail.example": one @, printable ASCII, and nothing that a header or a command of SMTP could
// take for more.
[[nodiscard]] bool is_mail_address(std::string_view text);

}  // namespace tabella::cli
