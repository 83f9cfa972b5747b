// A program that handles voting codes, keys and choices leaves no copy of its memory when it
// crashes.
#pragma once

namespace tabella::cli {

// From now on the system writes no core file of this process, hands none to a program of its own,
// and lets no other process of the same user read its memory. Throws std::system_error.
void forbid_core_dumps();

}  // namespace tabella::cli
