#include "web/server/board_api.h"
#include "web/server/html/election_html.h"
#include "web/server/html/page_style.h"
#include "web/server/html/page_text.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "bulletin_board/log/signed_note.h"
#include "bulletin_board/log/tiles.h"

namespace tabella::server {

using bulletin_board::Answer;
using bulletin_board::BallotIndex;
using bulletin_board::BallotState;
using bulletin_board::ElectionStatus;

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kImmutable = "public, max-age=31536000, immutable";
constexpr const char* kBriefly = "public, max-age=1";
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

Response wrong_method(std::string_view method) {
  const bool is_read = method == "GET";
  Response response = refusal(405, "http.method", "",
                              is_read ? "this is read with GET" : "posts are sent with POST");
  response.allow = is_read ? "GET, HEAD, OPTIONS" : "POST, OPTIONS";
  return response;
}

// What a browser asks before it posts from another origin.
Response options(std::string_view method) {
  return {.status = 204, .allow = method == "GET" ? "GET, HEAD, OPTIONS" : "POST, OPTIONS"};
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

// For counting; codes are the rules' own, so there are not many.
std::string verdict_of(const Answer& answer) {
  if (answer.verdict.refusal) return answer.verdict.refusal->code;
  return answer.repeated ? "repeated" : "accepted";
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

Json describe(const bulletin_board::Node& node, const ReceiptChecks& checks) {
  const auto status = node.status();
  const auto shown = node.published();
  Json elections = Json::array();
  for (const auto& [id, election] : status->elections) {
    elections.push_back(describe(id, election, checks.of(id)));
  }
  return {{"size", status->size},
          {"height", status->height},
          {"time", status->time},
          {"published", shown ? shown->checkpoint.size : 0},
          {"cosigned", shown && shown->cosigned},
          {"elections", std::move(elections)}};
}

// Of witnesses, under the published checkpoint: all signatures but the log's own.
std::size_t cosignatures(const std::optional<bulletin_board::PublishedCheckpoint>& shown) {
  const auto note = shown ? bulletin_board::SignedNote::parse(shown->note)
                          : Result<bulletin_board::SignedNote>(Error{});
  return note ? note->signatures.size() - 1 : 0;
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

// Its own meta element says what a page may load and connect to; that it is in no frame, only the
// header can say.
constexpr const char* kPagePolicy = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

// Nothing but the style, which is a file of its own.
constexpr const char* kHtmlPolicy =
    "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'none'";

Response html_response(std::string html) {
  return {.content_type = "text/html; charset=utf-8",
          .body = std::move(html),
          .cache = "public, max-age=5",
          .content_policy = kHtmlPolicy,
          .vary = "Accept-Language"};
}

Response page_response(std::shared_ptr<const std::string> page) {
  if (!page) return not_found();
  return {.content_type = "text/html; charset=utf-8",
          .shared_body = std::move(page),
          .cache = "no-cache",
          .content_policy = kPagePolicy};
}

}  // namespace

void BoardApi::handle(const Request& request, const Respond& respond) {
  const auto match = match_route(request.target);
  if (!match) return respond(not_found());
  const auto answer = [respond, route = match->pattern->pattern](Response response) {
    response.route = route;
    respond(std::move(response));
  };
  const std::string_view method = match->pattern->method;
  if (request.method == "OPTIONS") return answer(options(method));
  const bool is_read = request.method == "GET" || request.method == "HEAD";
  if (is_read ? method != "GET" : request.method != method) return answer(wrong_method(method));
  if (match->pattern->route == Route::add) return add(request, answer);
  if (match->pattern->route == Route::checked)
    return answer(checked(match->parameters[0], request));
  answer(get_from_store(*match, request));
}

Response BoardApi::get_from_store(const RouteMatch& match, const Request& request) {
  try {
    return get(match, request);
  } catch (const bulletin_board::StoreFailure& failure) {
    return refusal(500, "node.failed", "", failure.what());
  }
}

Response BoardApi::get(const RouteMatch& match, const Request& request) {
  const auto& parameters = match.parameters;
  switch (match.pattern->route) {
    case Route::add:
    case Route::checked:
      break;
    case Route::home:
      return home(request);
    case Route::election:
      return election_page(parameters[0], request);
    case Route::style:
      if (parameters[0] != page_style_name()) return not_found();
      return {.content_type = "text/css; charset=utf-8",
              .body = std::string(page_style()),
              .cache = kImmutable};
    case Route::checkpoint:
      return checkpoint();
    case Route::tile:
      return tile(parameters[0]);
    case Route::receipt:
      return receipt(parameters[0]);
    case Route::status:
      return status();
    case Route::events:
      return {.content_type = "text/event-stream", .events = [this] { return latest_event(); }};
    case Route::definition:
      return definition_of(parameters[0]);
    case Route::result:
      return result_of(parameters[0]);
    case Route::notices:
      return notices_of(parameters[0]);
    case Route::credential:
      return credential(parameters[0], parameters[1]);
    case Route::ballot:
      return ballots(parameters[0], parameters[1]);
    case Route::healthz:
      return healthz();
    case Route::metrics:
      return metrics();
    case Route::vote:
      return page("voter", parameters[0]);
    case Route::check:
      return page("check", parameters[0]);
    case Route::observe:
      return page("observer", parameters[0]);
    case Route::trustee:
      return page("trustee", parameters[0]);
    case Route::authority:
      return authority_page();
  }
  return not_found();
}

void BoardApi::add(const Request& request, const Respond& respond) {
  if (request.body.size() > bulletin_board::kMaxEntrySize) {
    return respond(refusal(413, "post.size", "", "is larger than 65535 bytes"));
  }
  const auto forward = [this, respond](const Answer& answer) {
    traffic_.count_post(verdict_of(answer));
    respond(answer_to(answer));
  };
  if (!node_.submit(Bytes(request.body.begin(), request.body.end()), forward)) respond(busy());
}

Response BoardApi::checkpoint() const {
  const auto shown = node_.published();
  if (!shown) return unpublished();
  return {.content_type = kText, .body = shown->note, .cache = kBriefly};
}

Response BoardApi::tile(const std::string& path) const {
  const auto tile = bulletin_board::TileId::parse("tile/" + path);
  const auto bytes = tile ? node_.tile(*tile) : std::nullopt;
  if (!bytes) return not_found();
  return {.content_type = "application/octet-stream",
          .body = std::string(bytes->begin(), bytes->end()),
          .cache = kImmutable};
}

Response BoardApi::healthz() const {
  if (const auto failure = node_.failure()) return refusal(500, "node.failed", "", *failure);
  std::string body = "ok\n";
  for (const std::string& page : pages_unlike_log()) {
    body += "warning: the " + page + " is not the one that the log lists\n";
  }
  return {.content_type = kText, .body = std::move(body)};
}

std::vector<std::string> BoardApi::pages_unlike_log() const {
  return pages_ == nullptr ? std::vector<std::string>() : pages_->unlike_log(*node_.status());
}

Response BoardApi::status() const { return json_response(200, describe(node_, checks_)); }

// Made once for all streams, when what is published is another.
std::shared_ptr<const std::string> BoardApi::latest_event() {
  const auto shown = node_.published();
  std::string note = shown ? shown->note : std::string();
  const std::lock_guard lock(event_mutex_);
  if (!event_ || note != shown_) {
    shown_ = std::move(note);
    event_ = std::make_shared<const std::string>(
        "event: checkpoint\ndata: " + describe(node_, checks_).dump() + "\n\n");
  }
  return event_;
}

Response BoardApi::home(const Request& request) const {
  const PageText& text = page_text(request.query, request.accept_language);
  return html_response(
      home_html(*node_.status(), text, [this](const std::string& page) { return has_page(page); }));
}

Response BoardApi::election_page(const std::string& election, const Request& request) const {
  const auto status = node_.status();
  const auto found = status->elections.find(election);
  if (found == status->elections.end()) return not_found();
  const PageText& text = page_text(request.query, request.accept_language);
  const BoardFacts board{.entries = status->size,
                         .time = status->time,
                         .witnesses = cosignatures(node_.published()),
                         .receipts = checks_.of(election)};
  return html_response(election_html(election, found->second, board, text,
                                     [this](const std::string& page) { return has_page(page); }));
}

bool BoardApi::has_page(const std::string& page) const {
  return pages_ != nullptr && pages_->has(page);
}

Response BoardApi::notices_of(const std::string& election) const {
  const auto status = node_.status();
  const auto found = status->elections.find(election);
  if (found == status->elections.end()) return not_found();
  Json notices = Json::array();
  for (const bulletin_board::Notice& notice : *found->second.notices) {
    notices.push_back({{"entry", notice.entry}, {"time", notice.time}, {"text", notice.text}});
  }
  return json_response(200, {{"notices", std::move(notices)}});
}

Response BoardApi::definition_of(const std::string& election) const {
  const auto status = node_.status();
  const auto found = status->elections.find(election);
  if (found == status->elections.end()) return not_found();
  return {.shared_body = found->second.definition, .cache = kImmutable};
}

Response BoardApi::result_of(const std::string& election) const {
  const auto status = node_.status();
  const auto found = status->elections.find(election);
  if (found == status->elections.end() || !found->second.result) return not_found();
  return {.shared_body = found->second.result, .cache = kImmutable};
}

Response BoardApi::credential(const std::string& election, const std::string& key) const {
  if (!node_.status()->elections.contains(election)) return not_found();
  const auto bytes = decode_hex(key);
  const auto element = bytes ? crypto::Element::decode(*bytes) : std::nullopt;
  if (!element) {
    return refusal(400, "http.credential", "", "is no credential of 64 hexadecimal digits");
  }
  const auto found = node_.ballots().credential(election, *element);
  if (!found) return json_response(200, {{"on_roll", false}});
  Json json = {{"on_roll", true},
               {"style", found->style},
               {"weight", found->weight},
               {"sequence", nullptr},
               {"entry", nullptr}};
  if (found->ballot) {
    json["sequence"] = found->ballot->sequence;
    json["entry"] = found->ballot->entry;
  }
  return json_response(200, json);
}

Response BoardApi::ballots(const std::string& election, const std::string& prefix) const {
  if (!node_.status()->elections.contains(election)) return not_found();
  const auto bytes = decode_hex(prefix);
  if (!bytes || bytes->size() < BallotIndex::kMinPrefix ||
      bytes->size() > crypto::BallotId().size()) {
    return refusal(400, "http.prefix", "", "is not 8 to 64 hexadecimal digits, two a byte");
  }
  Json matches = Json::array();
  const auto found = node_.ballots().ballots(election, *bytes);
  for (const auto& each : found.value_or(std::vector<bulletin_board::FoundBallot>())) {
    matches.push_back(
        {{"ballot", hex(each.ballot)}, {"entry", each.entry}, {"state", word(each.state)}});
  }
  return json_response(200, {{"matches", std::move(matches)}});
}

Response BoardApi::checked(const std::string& election, const Request& request) {
  if (!node_.status()->elections.contains(election)) return not_found();
  // Whoever says more than that a receipt was checked says too much.
  if (!request.body.empty()) return refusal(400, "http.body", "", "must be empty");
  checks_.count(election);
  return {.status = 204};
}

Response BoardApi::page(const std::string& name, const std::string& election) {
  const auto status = node_.status();
  const auto found = status->elections.find(election);
  if (pages_ == nullptr || found == status->elections.end()) return not_found();
  return page_response(pages_->page(name, election, found->second));
}

Response BoardApi::authority_page() {
  if (pages_ == nullptr) return not_found();
  return page_response(pages_->page("authority"));
}

Response BoardApi::receipt(const std::string& index) const {
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
                  line("tabella_failed", "gauge", node_.failure() ? 1 : 0) +
                  line("tabella_cosignatures", "gauge", cosignatures(shown)) +
                  line("tabella_pages_unlike_log", "gauge", pages_unlike_log().size()) +
                  "# TYPE tabella_block_seconds_total counter\ntabella_block_seconds_total " +
                  std::to_string(node_.block_seconds()) + "\n" + traffic_.text()};
}

}  // namespace tabella::server
