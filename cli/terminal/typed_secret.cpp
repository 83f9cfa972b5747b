#include "cli/terminal/typed_secret.h"

#include <termios.h>
#include <unistd.h>

#include <cstdio>

namespace tabella::cli {

std::optional<crypto::WipedVector<char>> ask_terminal(const char* prompt) {
  if (isatty(STDIN_FILENO) == 0) return std::nullopt;
  std::fputs(prompt, stderr);
  termios shown{};
  tcgetattr(STDIN_FILENO, &shown);
  termios hidden = shown;
  hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  tcsetattr(STDIN_FILENO, TCSANOW, &hidden);
  crypto::WipedVector<char> typed;
  char c = 0;
  while (read(STDIN_FILENO, &c, 1) == 1 && c != '\n') typed.push_back(c);
  tcsetattr(STDIN_FILENO, TCSANOW, &shown);
  std::fputs("\n", stderr);
  return typed;
}

}  // namespace tabella::cli
