// The words after a command's name: an action, operands and options, checked against the ways in
// which the command can be used.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/result.h"

namespace tabella::cli {

enum class OptionValue { none, required };

// Written --name, --name VALUE or --name=VALUE.
struct OptionSpec {
  std::string_view name;
  OptionValue value = OptionValue::required;
};

class Arguments;

// One way to use a command, as a line of its help says it. "tabella roll check CODES.csv ELECTION
// --board URL --policy FILE" is {"check", {"CODES.csv", "ELECTION"}, {{"board"}, {"policy"}}, ...}.
struct Usage {
  // Empty where the command does one thing only.
  std::string_view action = {};
  // In their order, by the names that the help gives them.
  std::vector<std::string_view> operands = {};
  std::vector<OptionSpec> options = {};
  // Returns an exit code.
  int (*run)(const Arguments&);
};

// What a person or script gave; it fits one usage, and every option occurs at most once.
class Arguments {
 public:
  // The words after the command's name: {"check", "codes.csv", "town", "--board=record"}. Codes
  // arguments.action, arguments.operand, arguments.option, arguments.value, with a detail that says
  // what would fit. --help and -h are accepted with anything else. The usages outlive it.
  static Result<Arguments> parse(std::span<const std::string_view> words,
                                 std::span<const Usage> usages);

  [[nodiscard]] bool wants_help() const { return usage_ == nullptr; }
  // Both only if no help is wanted.
  [[nodiscard]] const Usage& usage() const;
  [[nodiscard]] const std::string& operand(std::string_view name) const;

  [[nodiscard]] bool has(std::string_view option) const { return options_.contains(option); }
  [[nodiscard]] std::optional<std::string> text(std::string_view option) const;
  // A decimal integer in [minimum, maximum], or `fallback` if the option is absent.
  [[nodiscard]] Result<std::uint64_t> number(std::string_view option, std::uint64_t fallback,
                                             std::uint64_t minimum, std::uint64_t maximum) const;

 private:
  Arguments() = default;

  const Usage* usage_ = nullptr;
  std::map<std::string, std::string, std::less<>> options_;
  std::vector<std::string> operands_;  // in the order of the usage
};

}  // namespace tabella::cli
