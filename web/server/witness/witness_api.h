// A witness over HTTP, as C2SP tlog-witness v1.0 has it: POST /add-checkpoint, and
// GET /HEX/checkpoint, where HEX is the SHA-256 of the origin. docs/api.md.
#pragma once

#include <cstdint>
#include <functional>

#include "bulletin_board/node/witness_node.h"
#include "web/server/http/request_handler.h"

namespace tabella::server {

// Called from all threads of the server; the witness locks for itself.
class WitnessApi : public RequestHandler {
 public:
  // clock: seconds since 1970.
  WitnessApi(bulletin_board::WitnessNode& witness, std::function<std::uint64_t()> clock)
      : witness_(witness), clock_(std::move(clock)) {}

  void handle(const Request& request, const Respond& respond) override;

 private:
  [[nodiscard]] Response answer(const Request& request) const;

  bulletin_board::WitnessNode& witness_;
  std::function<std::uint64_t()> clock_;
};

}  // namespace tabella::server
