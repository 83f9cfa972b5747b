// What a voter's device computes, for a few elections with every kind of question: the vectors that
// keep the C++ and the TypeScript honest. tests/vectors/tabella/README.md.
#pragma once

#include <nlohmann/json.hpp>

namespace tabella::ballot::test {

// All from fixed seeds but the notice, whose proof has a fresh nonce.
[[nodiscard]] nlohmann::ordered_json make_client_vectors();

}  // namespace tabella::ballot::test
