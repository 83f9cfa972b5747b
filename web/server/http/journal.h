// What the server says to its operator: one line of JSON for each event. Never an address of a
// client, a query, or a path: a path may name a credential, so only the route is said.
#pragma once

#include <functional>
#include <initializer_list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace tabella::server {

enum class Level { error, warning, info, debug };
// "warning", as on the command line.
[[nodiscard]] std::optional<Level> level_named(std::string_view name);

// Owned by the command that serves, and outlives the server. say may be called from any thread; the
// lines come out whole, one after the other.
class Journal {
 public:
  using Value = std::variant<std::string, std::uint64_t, double>;
  using Field = std::pair<std::string_view, Value>;
  using Write = std::function<void(const std::string& line)>;

  // Lines of this level and graver ones; write is called with one at a time.
  Journal(Level level, Write write) : level_(level), write_(std::move(write)) {}

  [[nodiscard]] bool says(Level level) const { return level <= level_; }
  // {"time":"2026-01-01T00:00:00Z","level":"info","event":"serving",...}
  void say(Level level, std::string_view event, std::initializer_list<Field> fields = {});

 private:
  Level level_;
  std::mutex mutex_;
  Write write_;
};

}  // namespace tabella::server
