// What the help of a command says is what the command takes.
#include <algorithm>
#include <regex>
#include <set>
#include <sstream>

#include "cli/commands/command.h"
#include "tests/catch.h"

namespace tabella::cli::test {

namespace {

// The lines "tabella roll make DIR ..." at the beginning of a help, continued lines in one.
std::vector<std::string> usage_lines(const Command& command) {
  std::vector<std::string> lines;
  std::istringstream help{std::string(command.help)};
  for (std::string line; std::getline(help, line) && !line.empty();) {
    if (line.find("tabella ") == 7) {
      lines.push_back(line.substr(7 + 8 + command.name.size()));
    } else {
      lines.back() += line;
    }
  }
  return lines;
}

// "open|close ID OUT.post": open, close, ID, OUT.post.
std::vector<std::string> names_in(std::string_view text) {
  static const std::regex kName("[A-Za-z][A-Za-z._-]*");
  const std::string whole(text);
  std::vector<std::string> names;
  for (std::sregex_iterator found(whole.begin(), whole.end(), kName), end; found != end; ++found) {
    names.push_back(found->str());
  }
  return names;
}

// "roll check CODES.csv ELECTION": what the line must name. A word such as "or" is not a name.
std::vector<std::string> names_of(const Usage& usage) {
  std::vector<std::string> names;
  if (!usage.action.empty()) names.emplace_back(usage.action);
  for (const std::string_view operand : usage.operands) {
    for (const std::string& name : names_in(operand)) {
      if (name.front() <= 'Z') names.push_back(name);
    }
  }
  return names;
}

bool says(const std::string& line, const Usage& usage) {
  const auto said = names_in(line);
  return std::ranges::all_of(names_of(usage), [&](const std::string& name) {
    return std::ranges::find(said, name) != said.end();
  });
}

std::set<std::string> options_in(std::string_view text) {
  static const std::regex kOption("--([a-z][a-z-]*)");
  const std::string whole(text);
  std::set<std::string> options;
  for (std::sregex_iterator found(whole.begin(), whole.end(), kOption), end; found != end;
       ++found) {
    options.insert((*found)[1]);
  }
  return options;
}

}  // namespace

TEST_CASE("the help of every command names its actions, operands and options, and no others") {
  REQUIRE(commands().size() > 15);
  for (const Command& command : commands()) {
    const auto lines = usage_lines(command);
    REQUIRE_FALSE(lines.empty());
    std::set<std::string> known;
    for (const Usage& usage : command.usages) {
      INFO(command.name << " " << usage.action);
      CHECK(std::ranges::any_of(lines, [&](const auto& line) { return says(line, usage); }));
      for (const OptionSpec& option : usage.options) known.emplace(option.name);
    }
    INFO(command.name);
    CHECK(options_in(command.help) == known);
  }
}

}  // namespace tabella::cli::test
