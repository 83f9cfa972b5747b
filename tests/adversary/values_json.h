// What a verifier computes on its way through a record, in the order in which it is needed, so that
// a second implementation finds its first wrong byte: tests/vectors/tabella/record_values.json.
#pragma once

#include <string>

#include "tests/adversary/good_election.h"
#include "tests/adversary/script.h"

namespace tabella::adversary {

[[nodiscard]] std::string values_json(const Parties& parties, const Held& held);

}  // namespace tabella::adversary
