#include "cli/terminal/arguments.h"

#include <algorithm>
#include <charconv>

namespace tabella::cli {

Result<Arguments> Arguments::parse(std::span<const std::string_view> words,
                                   const ArgumentSpec& spec) {
  Arguments arguments;
  bool options_end = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (!options_end && (word == "--help" || word == "-h")) {
      Arguments help;
      help.options_["help"] = "";
      return help;
    }
    if (!options_end && word == "--") {
      options_end = true;
      continue;
    }
    // A lone "-" is an operand or a value: standard output.
    if (options_end || word.size() < 2 || word.front() != '-') {
      arguments.operands_.emplace_back(word);
      continue;
    }
    const std::size_t equals = word.find('=');
    const std::string_view given = word.substr(0, equals);
    const auto option =
        std::find_if(spec.options.begin(), spec.options.end(), [&](const OptionSpec& known) {
          return given.starts_with("--") && given.substr(2) == known.name;
        });
    if (option == spec.options.end()) {
      return Error{"arguments.option", "", "unknown option " + std::string(given)};
    }
    std::string value;
    if (option->value == OptionValue::none) {
      if (equals != std::string_view::npos) {
        return Error{"arguments.value", "", std::string(given) + " takes no value"};
      }
    } else if (equals != std::string_view::npos) {
      value = word.substr(equals + 1);
    } else if (i + 1 < words.size()) {
      value = words[++i];
    } else {
      return Error{"arguments.value", "", std::string(given) + " needs a value"};
    }
    if (!arguments.options_.emplace(option->name, value).second) {
      return Error{"arguments.option", "", std::string(given) + " is given twice"};
    }
  }
  if (arguments.operands_.size() < spec.min_operands) {
    return Error{"arguments.operand", "", std::string(spec.operands) + " is missing"};
  }
  if (arguments.operands_.size() > spec.max_operands) {
    return Error{"arguments.operand", "",
                 "unexpected operand " + arguments.operands_[spec.max_operands]};
  }
  return arguments;
}

std::optional<std::string> Arguments::text(std::string_view option) const {
  const auto found = options_.find(option);
  if (found == options_.end()) return std::nullopt;
  return found->second;
}

Result<std::uint64_t> Arguments::number(std::string_view option, std::uint64_t fallback,
                                        std::uint64_t minimum, std::uint64_t maximum) const {
  const auto value = text(option);
  if (!value) return fallback;
  std::uint64_t number = 0;
  const char* end = value->data() + value->size();
  const auto [stop, failure] = std::from_chars(value->data(), end, number);
  if (failure != std::errc() || stop != end || number < minimum || number > maximum) {
    return Error{"arguments.value", "",
                 "--" + std::string(option) + " must be an integer from " +
                     std::to_string(minimum) + " to " + std::to_string(maximum) + ", not " +
                     *value};
  }
  return number;
}

}  // namespace tabella::cli
