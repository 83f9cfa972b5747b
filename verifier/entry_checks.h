// Which checks an entry of the log is an object of, by its type alone: what a report expects does
// not rest on what the rules made of the log.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "verifier/report.h"

namespace tabella::verifier {

// "ballot", "share", "block"; empty if the entry names no type in the place where all do.
[[nodiscard]] std::string_view type_of(std::string_view entry);
void visit_checks(std::string_view entry,
                  const std::function<void(CheckName check, std::uint64_t objects)>& visit);

}  // namespace tabella::verifier
