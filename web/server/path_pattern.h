// Paths of requests, and the patterns that they fit. "/elections/{election}/ballot/{prefix}" fits
// "/elections/town/ballot/00112233" with {"town", "00112233"}; "/tile/{path}" fits
// "/tile/entries/000" with {"entries/000"}.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tabella::server {

// The parts in the pattern's places, in its order; none if the path does not fit. {name} is one
// part of a path and not empty; {path}, at the end, all that is left. Paths have one spelling:
// nothing is decoded or cleaned.
[[nodiscard]] std::optional<std::vector<std::string>> match_path(std::string_view pattern,
                                                                 std::string_view path);

}  // namespace tabella::server
