// Every secret of a record, so that it can be altered and sealed again: DIR/keys.json.
// docs/adversary.md, "keys.json".
#pragma once

#include <string>

#include "tests/adversary/good_election.h"
#include "tests/adversary/script.h"

namespace tabella::adversary {

[[nodiscard]] std::string keys_json(Parties& parties, const Held& held, const std::string& seed);

}  // namespace tabella::adversary
