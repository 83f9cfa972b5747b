#include "web/server/ask_witness.h"

#include <map>
#include <string>

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
  // By URL: a client reads the authorities once.
  return [clients = std::map<std::string, HttpClient>()](
             const PolicyWitness& witness,
             const AddCheckpoint& request) mutable -> std::optional<WitnessAnswer> {
    auto client = clients.find(witness.url);
    if (client == clients.end()) {
      auto made = HttpClient::to(witness.url, kSeconds);
      if (!made) return std::nullopt;
      client = clients.emplace(witness.url, *std::move(made)).first;
    }
    auto answer = client->second.post("/add-checkpoint", request.encode());
    if (!answer) return std::nullopt;
    return WitnessAnswer{.status = answer->status, .body = std::move(answer->body)};
  };
}

}  // namespace tabella::server
