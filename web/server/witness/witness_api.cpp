#include "web/server/witness/witness_api.h"

namespace tabella::server {

namespace {

constexpr const char* kText = "text/plain; charset=utf-8";
constexpr std::string_view kCheckpoint = "/checkpoint";

Response plain(unsigned status, const std::string& text) {
  return {.status = status, .content_type = kText, .body = text + "\n"};
}

}  // namespace

void WitnessApi::handle(const Request& request, const Respond& respond) {
  try {
    respond(answer(request));
  } catch (const bulletin_board::StoreFailure& failure) {
    respond(plain(500, failure.what()));
  }
}

Response WitnessApi::answer(const Request& request) const {
  std::string_view path = request.target;
  if (path == "/add-checkpoint") {
    if (request.method != "POST") return plain(405, "checkpoints are sent with POST");
    auto answer = witness_.add_checkpoint(request.body, clock_());
    return {.status = answer.status,
            .content_type = std::move(answer.content_type),
            .body = std::move(answer.body)};
  }
  if (request.method != "GET") return plain(405, "this is read with GET");
  if (path == "/healthz") return plain(200, "ok");
  if (path.starts_with('/') && path.ends_with(kCheckpoint)) {
    path.remove_prefix(1);
    path.remove_suffix(std::min(path.size(), kCheckpoint.size()));
    if (auto note = witness_.latest(path)) {
      return {.content_type = kText, .body = *std::move(note), .cache = "public, max-age=1"};
    }
  }
  return plain(404, "there is nothing here");
}

}  // namespace tabella::server
