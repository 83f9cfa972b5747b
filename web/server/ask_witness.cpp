#include "web/server/ask_witness.h"

#include "web/server/http_client.h"

namespace tabella::server {

using bulletin_board::AddCheckpoint;
using bulletin_board::PolicyWitness;
using bulletin_board::WitnessAnswer;

namespace {

// A voter waits for this, so a witness that hangs is given up soon.
constexpr unsigned kSeconds = 5;

}  // namespace

bulletin_board::AskWitness ask_witness_over_http() {
  return [](const PolicyWitness& witness,
            const AddCheckpoint& request) -> std::optional<WitnessAnswer> {
    const auto client = HttpClient::to(witness.url, kSeconds);
    if (!client) return std::nullopt;
    auto answer = client->post("/add-checkpoint", request.encode());
    if (!answer) return std::nullopt;
    return WitnessAnswer{.status = answer->status, .body = std::move(answer->body)};
  };
}

}  // namespace tabella::server
