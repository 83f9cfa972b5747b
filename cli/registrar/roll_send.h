// tabella roll send and roll sent: invitations by mail.
#pragma once

#include "cli/terminal/arguments.h"

namespace tabella::cli {

// Hands every invitation that was not sent yet to a mail server. An exit code.
int send_invitations(const Arguments& arguments);
// Says what became of them. An exit code.
int show_sent(const Arguments& arguments);

}  // namespace tabella::cli
