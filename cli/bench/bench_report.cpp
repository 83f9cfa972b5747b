#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/bench/bench.h"

namespace tabella::cli {
namespace {

std::string value_text(const Figure& figure) {
  if (const auto* count = std::get_if<std::uint64_t>(&figure.value)) return std::to_string(*count);
  if (const auto* words = std::get_if<std::string>(&figure.value)) return *words;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.4g", *std::get_if<double>(&figure.value));
  return text.data();
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

}  // namespace

std::string text_report(const BenchReport& report) {
  std::string text = "bench " + report.job + "\n";
  for (const Figure& figure : report.figures) {
    text += "  " + padded(value_text(figure), 12) + padded(figure.name, 26) + figure.meaning + "\n";
  }
  return text;
}

std::string json_report(const BenchReport& report) {
  nlohmann::ordered_json json = {{"job", report.job}};
  for (const Figure& figure : report.figures) {
    std::visit([&](const auto& value) { json[figure.name] = value; }, figure.value);
  }
  return json.dump(2) + "\n";
}

}  // namespace tabella::cli
