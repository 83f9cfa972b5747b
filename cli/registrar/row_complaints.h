// What is wrong with a table, row by row: all of it is told at once, and as much as a person reads.
#pragma once

#include <cstddef>
#include <string>

namespace tabella::cli {

// Filled by the reader of one table, and thrown away with it.
class RowComplaints {
 public:
  // With more than these it is the wrong file.
  static constexpr std::size_t kMaxShown = 50;

  void add(std::size_t line, const std::string& why) {
    add("row " + std::to_string(line) + ": " + why);
  }
  void add(const std::string& what) {
    if (++count_ == kMaxShown + 1) text_ += "and more; ";
    if (count_ <= kMaxShown) text_ += what + "; ";
  }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  // "row 2: no name; row 4: no style; ".
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::size_t count_ = 0;
};

}  // namespace tabella::cli
