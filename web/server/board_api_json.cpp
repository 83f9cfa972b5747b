#include <charconv>
#include <nlohmann/json.hpp>

#include "bulletin_board/tiles.h"
#include "web/server/board_api.h"

namespace tabella::server {

using bulletin_board::Answer;
using bulletin_board::ElectionStatus;

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kImmutable = "public, max-age=31536000, immutable";
constexpr const char* kText = "text/plain; charset=utf-8";

Response json_response(unsigned status, const Json& json) {
  return {.status = status, .body = json.dump() + "\n"};
}

Response refusal(unsigned status, const std::string& code, const std::string& path,
                 const std::string& detail) {
  return json_response(
      status, {{"verdict", "refused"}, {"code", code}, {"path", path}, {"detail", detail}});
}

Response not_found() { return refusal(404, "http.path", "", "there is nothing here"); }

Response busy() {
  Response response = refusal(503, "node.busy", "", "too many posts wait; try again");
  response.retry_after = 2;
  return response;
}

Response unpublished() {
  Response response =
      refusal(503, "node.unpublished", "", "the checkpoint waits for the witnesses; try again");
  response.retry_after = 1;
  return response;
}

Response answer_to(const Answer& answer) {
  if (answer.verdict.index) {
    return json_response(answer.repeated ? 200 : 201,
                         {{"verdict", "accepted"}, {"index", *answer.verdict.index}});
  }
  const Error& error = *answer.verdict.refusal;
  if (error.code == "node.stopped") return busy();
  return refusal(422, error.code, error.path, error.detail);
}

Json describe(const std::string& id, const ElectionStatus& election) {
  Json json = {{"election", id},
               {"phase", std::string(name(election.phase))},
               {"roll", election.voters},
               {"accepted", election.accepted},
               {"tested", election.tested},
               {"shares", election.shares},
               {"opens", election.opens},
               {"closes", election.closes}};
  if (election.fingerprint) json["fingerprint"] = hex(*election.fingerprint);
  if (!election.why_cancelled.empty()) json["reason"] = election.why_cancelled;
  return json;
}

}  // namespace

void BoardApi::handle(const Request& request, const Respond& respond) {
  if (request.target == "/add") {
    if (request.method == "POST") return add(request, respond);
    return respond(refusal(405, "http.method", "", "posts are sent with POST"));
  }
  if (request.method != "GET") {
    return respond(refusal(405, "http.method", "", "this is read with GET"));
  }
  respond(get(request.target));
}

void BoardApi::add(const Request& request, const Respond& respond) {
  if (request.body.size() > bulletin_board::kMaxEntrySize) {
    return respond(refusal(413, "post.size", "", "is larger than 65535 bytes"));
  }
  const auto forward = [respond](const Answer& answer) { respond(answer_to(answer)); };
  if (!node_.submit(Bytes(request.body.begin(), request.body.end()), forward)) respond(busy());
}

Response BoardApi::get(std::string_view path) const {
  constexpr std::string_view kElections = "/elections/";
  constexpr std::string_view kReceipts = "/receipt/";
  if (path == "/checkpoint") {
    const auto shown = node_.published();
    if (!shown) return unpublished();
    return {.content_type = kText, .body = shown->note, .cache = "public, max-age=1"};
  }
  if (path.starts_with("/tile/")) {
    const auto tile = bulletin_board::TileId::parse(path.substr(1));
    const auto bytes = tile ? node_.tile(*tile) : std::nullopt;
    if (!bytes) return not_found();
    return {.content_type = "application/octet-stream",
            .body = std::string(bytes->begin(), bytes->end()),
            .cache = kImmutable};
  }
  if (path == "/status") return status();
  if (path == "/healthz") {
    if (const auto failure = node_.failure()) return refusal(500, "node.failed", "", *failure);
    return {.content_type = kText, .body = "ok\n"};
  }
  if (path == "/metrics") return metrics();
  if (path.starts_with(kReceipts)) return receipt(path.substr(kReceipts.size()));
  if (path.starts_with(kElections)) {
    constexpr std::string_view kResult = "/result";
    path.remove_prefix(kElections.size());
    if (!path.ends_with(kResult)) return definition_of(path);
    path.remove_suffix(kResult.size());
    return result_of(path);
  }
  return not_found();
}

Response BoardApi::status() const {
  const auto status = node_.status();
  const auto shown = node_.published();
  Json elections = Json::array();
  for (const auto& [id, election] : status->elections) elections.push_back(describe(id, election));
  return json_response(200, {{"size", status->size},
                             {"height", status->height},
                             {"time", status->time},
                             {"published", shown ? shown->checkpoint.size : 0},
                             {"cosigned", shown && shown->cosigned},
                             {"elections", std::move(elections)}});
}

Response BoardApi::definition_of(std::string_view election) const {
  const auto status = node_.status();
  const auto found = status->elections.find(std::string(election));
  if (found == status->elections.end()) return not_found();
  return {.body = *found->second.definition, .cache = kImmutable};
}

Response BoardApi::result_of(std::string_view election) const {
  const auto status = node_.status();
  const auto found = status->elections.find(std::string(election));
  if (found == status->elections.end() || !found->second.result) return not_found();
  return {.body = *found->second.result, .cache = kImmutable};
}

Response BoardApi::receipt(std::string_view index) const {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(index.data(), index.data() + index.size(), number);
  if (error != std::errc() || std::to_string(number) != index) return not_found();
  const auto receipt = node_.receipt(number);
  // The entry is there, and its checkpoint still waits for the witnesses.
  if (!receipt && number < node_.status()->size) return unpublished();
  if (!receipt) return not_found();
  return {.content_type = kText, .body = receipt->encode()};
}

Response BoardApi::metrics() const {
  const auto status = node_.status();
  const auto shown = node_.published();
  const auto line = [](const char* name, const char* type, std::uint64_t value) {
    return "# TYPE " + std::string(name) + " " + type + "\n" + name + " " + std::to_string(value) +
           "\n";
  };
  return {.content_type = "text/plain; version=0.0.4",
          .body = line("tabella_log_entries", "counter", status->size) +
                  line("tabella_blocks", "counter", status->height) +
                  line("tabella_published_entries", "counter", shown ? shown->checkpoint.size : 0) +
                  line("tabella_cosigned", "gauge", shown && shown->cosigned ? 1 : 0) +
                  line("tabella_posts_waiting", "gauge", node_.waiting()) +
                  line("tabella_failed", "gauge", node_.failure() ? 1 : 0)};
}

}  // namespace tabella::server
