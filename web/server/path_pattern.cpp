#include "web/server/path_pattern.h"

namespace tabella::server {

namespace {

// The part before the next slash, which goes too.
std::string_view split_part(std::string_view& path) {
  const std::string_view part = path.substr(0, path.find('/'));
  path.remove_prefix(std::min(path.size(), part.size() + 1));
  return part;
}

}  // namespace

std::optional<std::vector<std::string>> match_path(std::string_view pattern,
                                                   std::string_view path) {
  std::vector<std::string> parts;
  if (!path.starts_with('/')) return std::nullopt;
  // A slash at the end would be another spelling.
  if (path.size() > 1 && path.ends_with('/')) return std::nullopt;
  pattern.remove_prefix(1);
  path.remove_prefix(1);
  while (!pattern.empty()) {
    const std::string_view expected = split_part(pattern);
    if (path.empty()) return std::nullopt;
    if (expected == "{path}") {
      parts.emplace_back(path);
      return parts;
    }
    const std::string_view actual = split_part(path);
    if (expected.starts_with('{') && !actual.empty()) {
      parts.emplace_back(actual);
    } else if (expected != actual) {
      return std::nullopt;
    }
  }
  if (!path.empty()) return std::nullopt;
  return parts;
}

}  // namespace tabella::server
