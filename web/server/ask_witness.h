// Asks witnesses for cosignatures over HTTP.
#pragma once

#include "bulletin_board/node/publisher.h"

namespace tabella::server {

// POST URL/add-checkpoint, with the URL of the policy.
[[nodiscard]] bulletin_board::AskWitness ask_witness_over_http();

}  // namespace tabella::server
