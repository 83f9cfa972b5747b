// A whole election as a list of named steps, each of which makes one post from what the board says
// at its turn. A mutation is the same list with a step that is another.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/bulletin_board/rules/memory_board.h"

namespace tabella::adversary {

struct Step {
  using Make = std::function<Bytes(const bulletin_board::Board&)>;

  std::string name;
  Make make;
  // In the block of the step before it; else in a block of its own.
  bool same_block = false;
  // Seconds that pass before its block.
  std::uint64_t wait = 60;
  // No honest board accepts it.
  bool hostile = false;
};

class Script {
 public:
  void add(Step step) { steps_.push_back(std::move(step)); }
  void replace(const std::string& name, Step::Make make);
  // Another step instead of it, under the same name.
  void replace_hostile(const std::string& name, Step::Make make);
  void insert_before(const std::string& name, Step step);
  void insert_after(const std::string& name, Step step);
  void remove(const std::string& name);
  // The last step.
  void end_after(const std::string& name);
  [[nodiscard]] Step& at(const std::string& name);
  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }

 private:
  [[nodiscard]] std::vector<Step>::iterator find(const std::string& name);

  std::vector<Step> steps_;
};

// What came of a script.
struct Held {
  bulletin_board::test::MemoryBoard memory;
  // Where each step's post is in the log.
  std::map<std::string, std::uint64_t> entry_of;
};

// Posts that go into one block, and who takes them.
struct Submission {
  std::vector<const Step*> steps;
  std::vector<Bytes> posts;
};
using Submit =
    std::function<bulletin_board::Block(bulletin_board::test::MemoryBoard&, const Submission&)>;

// Every post has to be accepted.
void hold(const Script& script, const Submit& submit, Held& held);
// By an honest board.
void hold(const Script& script, Held& held);

}  // namespace tabella::adversary
