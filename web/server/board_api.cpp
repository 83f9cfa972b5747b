#include "web/server/board_api.h"

#include <array>
#include <charconv>

#include "bulletin_board/log/signed_note.h"
#include "bulletin_board/log/tiles.h"
#include "web/server/html/election_html.h"
#include "web/server/html/page_style.h"
#include "web/server/html/page_text.h"
#include "web/server/page_responses.h"
#include "web/server/path_pattern.h"
#include "web/server/responses_json.h"

namespace tabella::server {

using bulletin_board::BallotIndex;
using bulletin_board::ElectionStatus;
using bulletin_board::Reply;

namespace {

constexpr const char* kBriefly = "public, max-age=1";
constexpr const char* kText = "text/plain; charset=utf-8";

// What a browser asks before it posts from another origin.
Response options(std::string_view method) {
  return {.status = 204, .allow = method == "GET" ? "GET, HEAD, OPTIONS" : "POST, OPTIONS"};
}

// For counting; codes are the rules' own, so there are not many.
std::string verdict_of(const Reply& reply) {
  if (reply.verdict.refusal) return reply.verdict.refusal->code;
  return reply.repeated ? "repeated" : "accepted";
}

// Of witnesses, under the published checkpoint: all signatures but the log's own.
std::size_t cosignatures(const std::optional<bulletin_board::PublishedCheckpoint>& shown) {
  const auto note = shown ? bulletin_board::SignedNote::parse(shown->note)
                          : Result<bulletin_board::SignedNote>(Error{});
  return note ? note->signatures.size() - 1 : 0;
}

// Null if the board has none of this id.
const ElectionStatus* find(const bulletin_board::BoardStatus& status, const std::string& id) {
  const auto found = status.elections.find(id);
  return found == status.elections.end() ? nullptr : &found->second;
}

}  // namespace

std::span<const BoardApi::Route> BoardApi::routes() {
  using Api = BoardApi;
  static constexpr auto kRoutes = std::to_array<Route>({
      {"GET", "/", &Api::at_once<&Api::home>},
      {"GET", "/e/{election}", &Api::at_once<&Api::election>},
      {"GET", "/style/{name}", &Api::at_once<&Api::style>},
      {"POST", "/add", &Api::add},
      {"GET", "/checkpoint", &Api::at_once<&Api::checkpoint>},
      {"GET", "/tile/{path}", &Api::at_once<&Api::tile>},
      {"GET", "/receipt/{index}", &Api::at_once<&Api::receipt>},
      {"GET", "/status", &Api::at_once<&Api::status>},
      {"GET", "/events", &Api::at_once<&Api::events>},
      {"GET", "/elections/{election}", &Api::at_once<&Api::definition>},
      {"GET", "/elections/{election}/result", &Api::at_once<&Api::result>},
      {"GET", "/elections/{election}/notices", &Api::at_once<&Api::notices>},
      {"GET", "/elections/{election}/credential/{credential}", &Api::at_once<&Api::credential>},
      {"GET", "/elections/{election}/ballot/{prefix}", &Api::at_once<&Api::ballots>},
      {"POST", "/elections/{election}/checked", &Api::at_once<&Api::checked>},
      {"GET", "/healthz", &Api::at_once<&Api::healthz>},
      {"GET", "/metrics", &Api::at_once<&Api::metrics>},
      {"GET", "/e/{election}/vote", &Api::at_once<&Api::vote>},
      {"GET", "/e/{election}/check", &Api::at_once<&Api::check>},
      {"GET", "/e/{election}/observe", &Api::at_once<&Api::observe>},
      {"GET", "/e/{election}/trustee", &Api::at_once<&Api::trustee>},
      {"GET", "/authority", &Api::at_once<&Api::authority>},
  });
  return kRoutes;
}

std::optional<BoardApi::Found> BoardApi::find_route(std::string_view path) {
  for (const Route& route : routes()) {
    if (auto parameters = match_path(route.pattern, path)) {
      return Found{&route, *std::move(parameters)};
    }
  }
  return std::nullopt;
}

template <auto kResponse>
void BoardApi::at_once(const Call& call) {
  call.respond((this->*kResponse)(call));
}

void BoardApi::handle(const Request& request, const Respond& respond) {
  auto found = find_route(request.target);
  if (!found) return respond(not_found());
  const Respond counted = [respond, route = found->route->pattern](Response response) {
    response.route = route;
    respond(std::move(response));
  };
  const std::string_view method = found->route->method;
  if (request.method == "OPTIONS") return counted(options(method));
  const bool is_read = request.method == "GET" || request.method == "HEAD";
  if (is_read ? method != "GET" : request.method != method) return counted(wrong_method(method));
  try {
    (this->*found->route->handle)({request, std::move(found->parameters), counted});
  } catch (const bulletin_board::StoreFailure& failure) {
    // What cannot be read from the disk.
    counted(refusal(500, "node.failed", "", failure.what()));
  }
}

// ---- The log ----

void BoardApi::add(const Call& call) {
  const std::string& body = call.request.body;
  if (body.size() > bulletin_board::kMaxEntrySize) {
    return call.respond(refusal(413, "post.size", "", "is larger than 65535 bytes"));
  }
  const auto forward = [this, respond = call.respond](const Reply& reply) {
    traffic_.count_post(verdict_of(reply));
    respond(post_response(reply));
  };
  if (!node_.submit(Bytes(body.begin(), body.end()), forward)) call.respond(busy());
}

Response BoardApi::checkpoint(const Call& /*call*/) const {
  const auto shown = node_.published();
  if (!shown) return unpublished();
  return {.content_type = kText, .body = shown->note, .cache = kBriefly};
}

Response BoardApi::tile(const Call& call) const {
  const auto tile = bulletin_board::TileId::parse("tile/" + call.parameters[0]);
  const auto bytes = tile ? node_.tile(*tile) : std::nullopt;
  if (!bytes) return not_found();
  return {.content_type = "application/octet-stream",
          .body = std::string(bytes->begin(), bytes->end()),
          .cache = kImmutable};
}

Response BoardApi::receipt(const Call& call) const {
  const std::string& index = call.parameters[0];
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(index.data(), index.data() + index.size(), number);
  if (error != std::errc() || std::to_string(number) != index) return not_found();
  const auto receipt = node_.receipt(number);
  // The entry is there, and its checkpoint still waits for the witnesses.
  if (!receipt && number < node_.status()->size) return unpublished();
  if (!receipt) return not_found();
  return {.content_type = kText, .body = receipt->encode()};
}

// ---- The elections ----

Response BoardApi::status(const Call& /*call*/) const {
  return status_response(status_json(*node_.status(), node_.published(), node_.clock(), checks_));
}

Response BoardApi::events(const Call& /*call*/) {
  return {.content_type = "text/event-stream", .events = [this] { return latest_event(); }};
}

// Made once for all streams, when what is published is another.
std::shared_ptr<const std::string> BoardApi::latest_event() {
  const auto shown = node_.published();
  std::string note = shown ? shown->note : std::string();
  const std::lock_guard lock(event_mutex_);
  if (!event_ || note != shown_) {
    shown_ = std::move(note);
    event_ = std::make_shared<const std::string>(
        "event: checkpoint\ndata: " + status_json(*node_.status(), shown, node_.clock(), checks_) +
        "\n\n");
  }
  return event_;
}

Response BoardApi::definition(const Call& call) const {
  const auto status = node_.status();
  const ElectionStatus* found = find(*status, call.parameters[0]);
  if (found == nullptr) return not_found();
  return {.shared_body = found->definition, .cache = kImmutable};
}

Response BoardApi::result(const Call& call) const {
  const auto status = node_.status();
  const ElectionStatus* found = find(*status, call.parameters[0]);
  if (found == nullptr || !found->result) return not_found();
  return {.shared_body = found->result, .cache = kImmutable};
}

Response BoardApi::notices(const Call& call) const {
  const auto status = node_.status();
  const ElectionStatus* found = find(*status, call.parameters[0]);
  if (found == nullptr) return not_found();
  return notices_response(*found->notices);
}

Response BoardApi::credential(const Call& call) const {
  const std::string& id = call.parameters[0];
  if (find(*node_.status(), id) == nullptr) return not_found();
  const auto bytes = decode_hex(call.parameters[1]);
  const auto element = bytes ? crypto::Element::decode(*bytes) : std::nullopt;
  if (!element) {
    return refusal(400, "http.credential", "", "is no credential of 64 hexadecimal digits");
  }
  return credential_response(node_.ballots().credential(id, *element));
}

Response BoardApi::ballots(const Call& call) const {
  const std::string& id = call.parameters[0];
  if (find(*node_.status(), id) == nullptr) return not_found();
  const auto prefix = decode_hex(call.parameters[1]);
  if (!prefix || prefix->size() < BallotIndex::kMinPrefix ||
      prefix->size() > crypto::BallotId().size()) {
    return refusal(400, "http.prefix", "", "is not 8 to 64 hexadecimal digits, two a byte");
  }
  const auto found = node_.ballots().ballots(id, *prefix);
  return ballots_response(found.value_or(std::vector<bulletin_board::FoundBallot>()));
}

Response BoardApi::checked(const Call& call) {
  const std::string& id = call.parameters[0];
  if (find(*node_.status(), id) == nullptr) return not_found();
  // A page that says more than that a receipt was checked says too much.
  if (!call.request.body.empty()) return refusal(400, "http.body", "", "must be empty");
  checks_.count(id);
  return {.status = 204};
}

// ---- Pages without a script ----

Response BoardApi::home(const Call& call) const {
  const PageText& text = page_text(call.request.query, call.request.accept_language);
  return readable_page(
      home_html(*node_.status(), text, [this](const std::string& page) { return has_page(page); }));
}

Response BoardApi::election(const Call& call) const {
  const std::string& id = call.parameters[0];
  const auto status = node_.status();
  const ElectionStatus* found = find(*status, id);
  if (found == nullptr) return not_found();
  const PageText& text = page_text(call.request.query, call.request.accept_language);
  const BoardFacts board{.entries = status->size,
                         .time = status->time,
                         .witnesses = cosignatures(node_.published()),
                         .receipts = checks_.of(id)};
  return readable_page(election_html(id, *found, board, text,
                                     [this](const std::string& page) { return has_page(page); }));
}

// A route is a member.
// NOLINTNEXTLINE(readability-convert-member-functions-to-static)
Response BoardApi::style(const Call& call) const {
  return call.parameters[0] == page_style_name() ? style_file() : not_found();
}

// ---- Stamped pages ----

bool BoardApi::has_page(const std::string& page) const {
  return pages_ != nullptr && pages_->has(page);
}

Response BoardApi::page_of_election(const std::string& page, const Call& call) const {
  const auto status = node_.status();
  const ElectionStatus* found = find(*status, call.parameters[0]);
  if (pages_ == nullptr || found == nullptr) return not_found();
  return stamped_page(pages_->page(page, call.parameters[0], *found));
}

Response BoardApi::vote(const Call& call) const { return page_of_election("voter", call); }
Response BoardApi::check(const Call& call) const { return page_of_election("check", call); }
Response BoardApi::observe(const Call& call) const { return page_of_election("observer", call); }
Response BoardApi::trustee(const Call& call) const { return page_of_election("trustee", call); }

Response BoardApi::authority(const Call& /*call*/) const {
  return pages_ == nullptr ? not_found() : stamped_page(pages_->page("authority"));
}

std::vector<std::string> BoardApi::pages_unlike_log() const {
  return pages_ == nullptr ? std::vector<std::string>() : pages_->unlike_log(*node_.status());
}

// ---- For the operator ----

Response BoardApi::healthz(const Call& /*call*/) const {
  if (const auto failure = node_.failure()) return refusal(500, "node.failed", "", *failure);
  std::string body = "ok\n";
  for (const std::string& page : pages_unlike_log()) {
    body += "warning: the " + page + " is not the one that the log lists\n";
  }
  return {.content_type = kText, .body = std::move(body)};
}

Response BoardApi::metrics(const Call& /*call*/) const {
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
