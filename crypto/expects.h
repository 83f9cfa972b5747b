// Programmer's errors. EXPECTS stays on in release builds: a broken precondition ends the program
// before it can sign, seal or accept anything.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace tabella::detail {

[[noreturn]] inline void expectation_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: expectation failed: %s\n", file, line, condition);
  std::abort();
}

}  // namespace tabella::detail

#define EXPECTS(condition) \
  ((condition) ? void(0) : ::tabella::detail::expectation_failed(#condition, __FILE__, __LINE__))
