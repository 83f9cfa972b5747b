#include "web/server/responses_json.h"

#include <nlohmann/json.hpp>

#include "crypto/bytes.h"

namespace tabella::server {

using bulletin_board::BallotState;
using bulletin_board::ElectionStatus;

namespace {

using Json = nlohmann::ordered_json;

Response json_response(unsigned status, const Json& json) {
  return {.status = status, .body = json.dump() + "\n"};
}

Json describe(const std::string& id, const ElectionStatus& election, std::uint64_t checked) {
  Json pages = Json::object();
  for (const auto& [page, hash] : election.pages) pages[page] = base64url(hash);
  Json json = {{"election", id},
               {"phase", std::string(name(election.phase))},
               {"roll", election.voters},
               {"accepted", election.accepted},
               {"tested", election.tested},
               {"checked", checked},
               {"shares", election.shares},
               {"notices", election.notices->size()},
               {"pages", std::move(pages)},
               {"opens", election.opens},
               {"closes", election.closes}};
  if (election.fingerprint) json["fingerprint"] = hex(*election.fingerprint);
  if (!election.why_cancelled.empty()) json["reason"] = election.why_cancelled;
  return json;
}

std::string_view word(BallotState state) {
  switch (state) {
    case BallotState::counts:
      return "counts";
    case BallotState::replaced:
      return "replaced";
    case BallotState::tested:
      return "tested";
  }
  return "";
}

}  // namespace

Response refusal(unsigned status, const std::string& code, const std::string& path,
                 const std::string& detail) {
  return json_response(
      status, {{"verdict", "refused"}, {"code", code}, {"path", path}, {"detail", detail}});
}

Response not_found() { return refusal(404, "http.path", "", "there is nothing here"); }

Response wrong_method(std::string_view method) {
  const bool is_read = method == "GET";
  Response response = refusal(405, "http.method", "",
                              is_read ? "this is read with GET" : "posts are sent with POST");
  response.allow = is_read ? "GET, HEAD, OPTIONS" : "POST, OPTIONS";
  return response;
}

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

Response post_response(const bulletin_board::Reply& reply) {
  if (reply.verdict.index) {
    return json_response(reply.repeated ? 200 : 201,
                         {{"verdict", "accepted"}, {"index", *reply.verdict.index}});
  }
  const Error& error = *reply.verdict.refusal;
  if (error.code == "node.stopped") return busy();
  return refusal(422, error.code, error.path, error.detail);
}

std::string status_json(const bulletin_board::BoardStatus& status,
                        const std::optional<bulletin_board::PublishedCheckpoint>& published,
                        const bulletin_board::ClockReading& clock, const ReceiptChecks& checks) {
  Json elections = Json::array();
  for (const auto& [id, election] : status.elections) {
    elections.push_back(describe(id, election, checks.of(id)));
  }
  const Json json = {{"size", status.size},
                     {"height", status.height},
                     {"time", status.time},
                     {"published", published ? published->checkpoint.size : 0},
                     {"cosigned", published && published->cosigned},
                     {"clock_agrees", clock.agrees},
                     {"elections", std::move(elections)}};
  return json.dump();
}

Response status_response(std::string status_json) {
  return {.status = 200, .body = std::move(status_json) + "\n"};
}

Response notices_response(const std::vector<bulletin_board::Notice>& notices) {
  Json list = Json::array();
  for (const bulletin_board::Notice& notice : notices) {
    list.push_back({{"entry", notice.entry}, {"time", notice.time}, {"text", notice.text}});
  }
  return json_response(200, {{"notices", std::move(list)}});
}

Response credential_response(const std::optional<bulletin_board::CredentialStatus>& credential) {
  if (!credential) return json_response(200, {{"on_roll", false}});
  Json json = {{"on_roll", true},
               {"style", credential->style},
               {"weight", credential->weight},
               {"sequence", nullptr},
               {"entry", nullptr}};
  if (credential->ballot) {
    json["sequence"] = credential->ballot->sequence;
    json["entry"] = credential->ballot->entry;
  }
  return json_response(200, json);
}

Response ballots_response(const std::vector<bulletin_board::FoundBallot>& ballots) {
  Json matches = Json::array();
  for (const auto& each : ballots) {
    matches.push_back(
        {{"ballot", hex(each.ballot)}, {"entry", each.entry}, {"state", word(each.state)}});
  }
  return json_response(200, {{"matches", std::move(matches)}});
}

}  // namespace tabella::server
