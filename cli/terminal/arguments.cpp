#include "cli/terminal/arguments.h"

#include <algorithm>
#include <charconv>

#include "crypto/expects.h"

namespace tabella::cli {

namespace {

using Names = std::vector<std::string_view>;

// "new, check or restore".
std::string listed(const Names& names, std::string_view before_last) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) list += i + 1 < names.size() ? std::string(", ") : std::string(before_last);
    list += names[i];
  }
  return list;
}

std::string spaced(const Names& operands) {
  std::string text;
  for (const std::string_view each : operands)
    text += (text.empty() ? "" : " ") + std::string(each);
  return text;
}

// Each once: an action may have two usages.
template <class Fits>
Names actions_of(std::span<const Usage> usages, Fits fits) {
  Names names;
  for (const Usage& usage : usages) {
    if (fits(usage) && std::ranges::find(names, usage.action) == names.end()) {
      names.push_back(usage.action);
    }
  }
  return names;
}

const OptionSpec* find_option(const Usage& usage, std::string_view name) {
  const auto found = std::ranges::find(usage.options, name, &OptionSpec::name);
  return found == usage.options.end() ? nullptr : &*found;
}

// As some usage has it; which one is meant is known when all words are read.
const OptionSpec* find_option(std::span<const Usage> usages, std::string_view name) {
  for (const Usage& usage : usages) {
    if (const OptionSpec* option = find_option(usage, name)) return option;
  }
  return nullptr;
}

Error wrong_operands(const Usage& usage, const std::vector<std::string>& given) {
  const std::size_t count = usage.operands.size();
  const std::string wrong = given.size() > count
                                ? "unexpected operand " + given[count]
                                : std::string(usage.operands[given.size()]) + " is missing";
  const std::string form =
      usage.action.empty() ? ""
                           : std::string(usage.action) + " takes " + spaced(usage.operands) + "; ";
  return {"arguments.operand", "", form + wrong};
}

// The usage that the words are of; its action is taken out of them.
Result<const Usage*> choose(std::span<const Usage> usages, std::vector<std::string>& words) {
  const auto any = [](const Usage&) { return true; };
  std::string action;
  if (!usages.front().action.empty()) {
    const std::string known = "choose " + listed(actions_of(usages, any), " or ");
    if (words.empty()) return Error{"arguments.action", "", known};
    action = words.front();
    words.erase(words.begin());
    if (std::ranges::find(usages, action, &Usage::action) == usages.end()) {
      return Error{"arguments.action", "", "there is no " + action + "; " + known};
    }
  }
  std::vector<const Usage*> candidates;
  for (const Usage& usage : usages) {
    if (usage.action != action) continue;
    if (usage.operands.size() == words.size()) return &usage;
    candidates.push_back(&usage);
  }
  if (candidates.size() == 1) return wrong_operands(*candidates.front(), words);
  std::string forms;
  for (const Usage* usage : candidates) {
    forms += (forms.empty() ? "" : ", or ") + spaced(usage->operands);
  }
  return Error{"arguments.operand", "", action + " takes " + forms};
}

}  // namespace

Result<Arguments> Arguments::parse(std::span<const std::string_view> words,
                                   std::span<const Usage> usages) {
  EXPECTS(!usages.empty());
  Arguments arguments;
  bool options_end = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (!options_end && (word == "--help" || word == "-h")) return Arguments();
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
    const OptionSpec* option =
        given.starts_with("--") ? find_option(usages, given.substr(2)) : nullptr;
    if (option == nullptr) {
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
  const auto usage = choose(usages, arguments.operands_);
  if (!usage) return usage.error();
  for (const auto& option : arguments.options_) {
    const std::string& name = option.first;  // Clang before 16 captures no part of a binding
    if (find_option(**usage, name) != nullptr) continue;
    const auto has_it = [&](const Usage& each) { return find_option(each, name) != nullptr; };
    return Error{"arguments.option", "",
                 "--" + name + " goes with " + listed(actions_of(usages, has_it), " and ") +
                     ", not with " + std::string((*usage)->action)};
  }
  arguments.usage_ = *usage;
  return arguments;
}

const Usage& Arguments::usage() const {
  EXPECTS(usage_ != nullptr);
  return *usage_;
}

const std::string& Arguments::operand(std::string_view name) const {
  const auto& names = usage().operands;
  const auto found = std::ranges::find(names, name);
  EXPECTS(found != names.end());
  return operands_[static_cast<std::size_t>(found - names.begin())];
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
