#include "web/server/routes.h"

#include <array>

namespace tabella::server {

namespace {

constexpr auto kRoutes = std::to_array<RoutePattern>({
    {Route::home, "GET", "/"},
    {Route::election, "GET", "/e/{election}"},
    {Route::style, "GET", "/style/{name}"},
    {Route::add, "POST", "/add"},
    {Route::checkpoint, "GET", "/checkpoint"},
    {Route::tile, "GET", "/tile/{path}"},
    {Route::receipt, "GET", "/receipt/{index}"},
    {Route::status, "GET", "/status"},
    {Route::events, "GET", "/events"},
    {Route::definition, "GET", "/elections/{election}"},
    {Route::result, "GET", "/elections/{election}/result"},
    {Route::notices, "GET", "/elections/{election}/notices"},
    {Route::credential, "GET", "/elections/{election}/credential/{credential}"},
    {Route::ballot, "GET", "/elections/{election}/ballot/{prefix}"},
    {Route::checked, "POST", "/elections/{election}/checked"},
    {Route::healthz, "GET", "/healthz"},
    {Route::metrics, "GET", "/metrics"},
    {Route::vote, "GET", "/e/{election}/vote"},
    {Route::check, "GET", "/e/{election}/check"},
    {Route::observe, "GET", "/e/{election}/observe"},
    {Route::trustee, "GET", "/e/{election}/trustee"},
    {Route::authority, "GET", "/authority"},
});

// The part before the next slash, which goes too.
std::string_view take_part(std::string_view& path) {
  const std::string_view part = path.substr(0, path.find('/'));
  path.remove_prefix(std::min(path.size(), part.size() + 1));
  return part;
}

std::optional<RouteMatch> match(const RoutePattern& pattern, std::string_view path) {
  RouteMatch found{&pattern, {}};
  std::string_view expected = pattern.pattern.substr(1);
  // A slash at the end would be another spelling.
  if (path.size() > 1 && path.ends_with('/')) return std::nullopt;
  path.remove_prefix(1);
  while (!expected.empty()) {
    const std::string_view part = take_part(expected);
    if (path.empty()) return std::nullopt;
    if (part == "{path}") {
      found.parameters.emplace_back(path);
      return found;
    }
    const std::string_view actual = take_part(path);
    if (part.starts_with('{') && !actual.empty()) {
      found.parameters.emplace_back(actual);
    } else if (part != actual) {
      return std::nullopt;
    }
  }
  if (!path.empty()) return std::nullopt;
  return found;
}

}  // namespace

std::span<const RoutePattern> routes() { return kRoutes; }

std::optional<RouteMatch> match_route(std::string_view path) {
  if (!path.starts_with('/')) return std::nullopt;
  for (const RoutePattern& pattern : kRoutes) {
    if (auto found = match(pattern, path)) return found;
  }
  return std::nullopt;
}

}  // namespace tabella::server
