// The words after a command's name: options and operands, checked against what the command takes.
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

struct ArgumentSpec {
  std::vector<OptionSpec> options;
  std::size_t min_operands = 0;
  std::size_t max_operands = 0;
  // Said when an operand is missing: "FILE.pb".
  std::string_view operands = {};
};

// What a person or script gave; every option occurs at most once.
class Arguments {
 public:
  // Errors have the code arguments.*; --help and -h are accepted whatever else is there.
  static Result<Arguments> parse(std::span<const std::string_view> words, const ArgumentSpec& spec);

  [[nodiscard]] bool has(std::string_view option) const { return options_.contains(option); }
  [[nodiscard]] std::optional<std::string> text(std::string_view option) const;
  // A decimal integer in [minimum, maximum], or `fallback` if the option is absent.
  [[nodiscard]] Result<std::uint64_t> number(std::string_view option, std::uint64_t fallback,
                                             std::uint64_t minimum, std::uint64_t maximum) const;
  [[nodiscard]] const std::vector<std::string>& operands() const { return operands_; }

 private:
  std::map<std::string, std::string, std::less<>> options_;
  std::vector<std::string> operands_;
};

}  // namespace tabella::cli
