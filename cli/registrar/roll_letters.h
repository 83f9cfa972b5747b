// tabella roll letters: the codes on paper.
#pragma once

#include "cli/terminal/arguments.h"

namespace tabella::cli {

// Writes a letter for every code of a table, with the hash of the voting page. An exit code.
int write_letters(const Arguments& arguments);

}  // namespace tabella::cli
