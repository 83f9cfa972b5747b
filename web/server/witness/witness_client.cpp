#include "web/server/witness/witness_client.h"

#include <map>
#include <memory>
#include <string>

#include "crypto/bytes.h"
#include "crypto/hash.h"
#include "web/server/http/http_client.h"

namespace tabella::server {

using bulletin_board::AddCheckpoint;
using bulletin_board::PolicyWitness;
using bulletin_board::WitnessReply;

namespace {

// A voter waits for this, so a witness that hangs is given up soon.
constexpr unsigned kSeconds = 5;

// By URL: a client reads the authorities once.
class Clients {
 public:
  // Null if there can be none.
  const HttpClient* to(const PolicyWitness& witness) {
    auto client = clients_.find(witness.url);
    if (client == clients_.end()) {
      auto made = HttpClient::to(witness.url, kSeconds);
      if (!made) return nullptr;
      client = clients_.emplace(witness.url, *std::move(made)).first;
    }
    return &client->second;
  }

 private:
  std::map<std::string, HttpClient> clients_;
};

}  // namespace

bulletin_board::WitnessClient witnesses_over_http(const std::string& log_name) {
  const auto clients = std::make_shared<Clients>();
  const std::string latest = "/" + hex(crypto::sha256({as_bytes(log_name)})) + "/checkpoint";
  return {.add_checkpoint = [clients](const PolicyWitness& witness,
                                      const AddCheckpoint& request) -> std::optional<WitnessReply> {
            const HttpClient* client = clients->to(witness);
            if (client == nullptr) return std::nullopt;
            auto answer = client->post("/add-checkpoint", request.encode());
            if (!answer) return std::nullopt;
            return WitnessReply{.status = answer->status, .body = std::move(answer->body)};
          },
          .latest = [clients, latest](const PolicyWitness& witness) -> std::optional<std::string> {
            const HttpClient* client = clients->to(witness);
            if (client == nullptr) return std::nullopt;
            auto answer = client->get(latest);
            if (!answer || answer->status != 200) return std::nullopt;
            return std::move(answer->body);
          }};
}

}  // namespace tabella::server
