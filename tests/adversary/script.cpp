#include "tests/adversary/script.h"

#include <algorithm>
#include <stdexcept>

namespace tabella::adversary {

using bulletin_board::Block;
using bulletin_board::Verdict;
using bulletin_board::test::MemoryBoard;

std::vector<Step>::iterator Script::find(const std::string& name) {
  const auto found = std::ranges::find(steps_, name, &Step::name);
  if (found == steps_.end()) throw std::logic_error("there is no step " + name);
  return found;
}

Step& Script::at(const std::string& name) { return *find(name); }

void Script::replace(const std::string& name, Step::Make make) {
  find(name)->make = std::move(make);
}

void Script::replace_hostile(const std::string& name, Step::Make make) {
  replace(name, std::move(make));
  at(name).hostile = true;
}

void Script::insert_before(const std::string& name, Step step) {
  steps_.insert(find(name), std::move(step));
}

void Script::insert_after(const std::string& name, Step step) {
  steps_.insert(find(name) + 1, std::move(step));
}

void Script::remove(const std::string& name) {
  const auto step = find(name);
  // What shared its block begins it now.
  if (!step->same_block && step + 1 != steps_.end()) (step + 1)->same_block = false;
  steps_.erase(step);
}

void Script::end_after(const std::string& name) { steps_.erase(find(name) + 1, steps_.end()); }

void hold(const Script& script, const Submit& submit, Held& held) {
  MemoryBoard& memory = held.memory;
  const std::vector<Step>& steps = script.steps();
  for (std::size_t first = 0; first < steps.size();) {
    Submission submission;
    memory.time += steps[first].wait;
    std::size_t next = first;
    do {
      submission.steps.push_back(&steps[next]);
      submission.posts.push_back(steps[next].make(memory.board));
    } while (++next < steps.size() && steps[next].same_block);
    first = next;
    const Block block = submit(memory, submission);
    for (std::size_t i = 0; i < submission.steps.size(); ++i) {
      const Verdict& verdict = block.verdicts[i];
      if (!verdict.index) {
        throw std::logic_error(submission.steps[i]->name + ": " + verdict.refusal->message());
      }
      held.entry_of[submission.steps[i]->name] = *verdict.index;
    }
  }
}

void hold(const Script& script, Held& held) {
  hold(
      script,
      [](MemoryBoard& memory, const Submission& submission) {
        return memory.apply(submission.posts, memory.time);
      },
      held);
}

}  // namespace tabella::adversary
