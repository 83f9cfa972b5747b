#include "cli/terminal/progress.h"

#include <unistd.h>

#include <cmath>
#include <cstdio>

#include "cli/terminal/decimal.h"

namespace tabella::cli {
namespace {

constexpr std::uint64_t kBarWidth = 24;
constexpr auto kRedraw = std::chrono::milliseconds(100);
constexpr auto kPlainLine = std::chrono::seconds(10);

std::string count_text(std::uint64_t count) { return grouped(static_cast<std::int64_t>(count)); }

}  // namespace

std::string duration_text(double seconds) {
  char text[64];
  if (seconds < 10) {
    std::snprintf(text, sizeof(text), "%.1f s", seconds);
  } else if (seconds < 60) {
    std::snprintf(text, sizeof(text), "%.0f s", seconds);
  } else {
    const auto whole = static_cast<long>(std::lround(seconds));
    std::snprintf(text, sizeof(text), "%ld min %02ld s", whole / 60, whole % 60);
  }
  return text;
}

Progress::Progress(std::string label, std::string unit, std::uint64_t total)
    : label_(std::move(label)),
      unit_(std::move(unit)),
      total_(total),
      terminal_(isatty(STDERR_FILENO) == 1) {
  if (terminal_) draw_bar();
}

Progress::~Progress() {
  if (!finished_) print_line(" (stopped)\n");
}

double Progress::seconds() const {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

void Progress::advance(std::uint64_t done) {
  const std::lock_guard lock(mutex_);
  done_ += done;
  const auto now = Clock::now();
  if (now - last_shown_ < (terminal_ ? Clock::duration(kRedraw) : Clock::duration(kPlainLine))) {
    return;
  }
  last_shown_ = now;
  if (terminal_) {
    draw_bar();
  } else {
    print_line(" ...\n");
  }
}

void Progress::finish() {
  const std::lock_guard lock(mutex_);
  finished_ = true;
  print_line("\n");
}

void Progress::draw_bar() {
  const std::uint64_t filled = total_ == 0 ? kBarWidth : done_ * kBarWidth / total_;
  std::string bar;
  for (std::uint64_t i = 0; i < kBarWidth; ++i) bar += i < filled ? "█" : "░";
  std::string rest;
  const double elapsed = seconds();
  if (done_ > 0 && elapsed > 0.5) {
    const double rate = static_cast<double>(done_) / elapsed;
    rest = "  " + count_text(static_cast<std::uint64_t>(std::llround(rate))) + "/s, " +
           duration_text(static_cast<double>(total_ - done_) / rate) + " left";
  }
  std::fprintf(stderr, "\r\033[K%-22s %s %s/%s %s%s", label_.c_str(), bar.c_str(),
               count_text(done_).c_str(), count_text(total_).c_str(), unit_.c_str(), rest.c_str());
  std::fflush(stderr);
}

void Progress::print_line(const char* end) {
  const double elapsed = seconds();
  std::string rate;
  if (total_ > 1 && elapsed > 0.05) {
    const double per_second = static_cast<double>(done_) / elapsed;
    rate = " (" + count_text(static_cast<std::uint64_t>(std::llround(per_second))) + "/s)";
  }
  const std::string part = done_ < total_ ? count_text(done_) + " of " : std::string();
  std::fprintf(stderr, "%s%-22s %s%s %s in %s%s%s", terminal_ ? "\r\033[K" : "", label_.c_str(),
               part.c_str(), count_text(total_).c_str(), unit_.c_str(),
               duration_text(elapsed).c_str(), rate.c_str(), end);
  std::fflush(stderr);
}

}  // namespace tabella::cli
