// Every path that the server answers: one table, which the API, its description (docs/openapi.json)
// and the metrics share.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tabella::server {

enum class Route {
  home,
  election,
  style,
  add,
  checkpoint,
  tile,
  receipt,
  status,
  events,
  definition,
  result,
  notices,
  credential,
  ballot,
  checked,
  healthz,
  metrics,
  vote,
  check,
  observe,
  trustee,
  authority,
};

struct RoutePattern {
  Route route;
  std::string_view method;  // GET (then HEAD too) or POST
  // {name} is one part of a path; {path}, at the end, all that is left.
  std::string_view pattern;
};

[[nodiscard]] std::span<const RoutePattern> routes();

struct RouteMatch {
  const RoutePattern* pattern = nullptr;
  std::vector<std::string> parameters;  // in the order of the pattern
};
// None if no route has this path. Paths have one spelling: nothing is decoded or cleaned.
[[nodiscard]] std::optional<RouteMatch> match_route(std::string_view path);

}  // namespace tabella::server
