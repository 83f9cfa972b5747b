// tabella roll check: whether codes belong to the published roll.
#pragma once

#include "cli/terminal/arguments.h"

namespace tabella::cli {

// Compares every code of a table with the roll on the board. An exit code.
int check_codes(const Arguments& arguments);

}  // namespace tabella::cli
