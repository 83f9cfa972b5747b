// Reads a line of which exactly one form is accepted: one fixed text after the other, so no parser
// is needed.
#pragma once

#include <string_view>

namespace tabella::text {

// Refers to the text, which outlives it. In {"type":"ballot","election":"b2Bc.."}, after
// skip(R"({"type":"ballot","election":")"), until('"') gives b2Bc..
class LineScanner {
 public:
  explicit LineScanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool skip(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }
  [[nodiscard]] std::string_view until(char end) {
    const std::string_view found = rest_.substr(0, rest_.find(end));
    rest_.remove_prefix(found.size());
    return found;
  }
  [[nodiscard]] bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace tabella::text
