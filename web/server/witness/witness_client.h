// Speaks to the witnesses of a policy over HTTP.
#pragma once

#include "bulletin_board/node/publisher.h"

namespace tabella::server {

// POST URL/add-checkpoint and GET URL/HEX/checkpoint, with the URL of the policy and the SHA-256 of
// the log's name.
[[nodiscard]] bulletin_board::WitnessClient witnesses_over_http(const std::string& log_name);

}  // namespace tabella::server
