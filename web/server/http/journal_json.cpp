#include "web/server/http/journal.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <nlohmann/json.hpp>

#include "text/rfc3339.h"

namespace tabella::server {

namespace {

constexpr std::array<std::string_view, 4> kLevels = {"error", "warning", "info", "debug"};

}  // namespace

std::optional<Level> level_named(std::string_view name) {
  const auto found = std::ranges::find(kLevels, name);
  if (found == kLevels.end()) return std::nullopt;
  return static_cast<Level>(found - kLevels.begin());
}

void Journal::say(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (!says(level)) return;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  nlohmann::ordered_json line = {
      {"time", text::encode_time(std::chrono::duration_cast<std::chrono::seconds>(now).count())},
      {"level", kLevels[static_cast<std::size_t>(level)]},
      {"event", event}};
  for (const auto& [name, value] : fields) {
    std::visit([&, key = std::string(name)](const auto& each) { line[key] = each; }, value);
  }
  // Bytes that are not UTF-8 are replaced: an operator's path may be anything.
  const std::string text =
      line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
  const std::lock_guard lock(mutex_);
  write_(text);
}

}  // namespace tabella::server
