#include "cli/party/board_reader.h"

#include <nlohmann/json.hpp>

#include "cli/files/read_file.h"
#include "cli/terminal/progress.h"
#include "crypto/parallel.h"
#include "text/loose_json.h"
#include "web/server/http/http_client.h"

namespace tabella::cli {

using bulletin_board::Board;
using bulletin_board::Policy;

namespace {

// Entries of which the verification takes time.
constexpr std::uint64_t kWorthShowing = 4096;

// What the server says to a post, in the rules' words.
Error refusal_in(const server::HttpResponse& answer) {
  const auto json = text::parse_loose_json(answer.body);
  const auto field = [&](const char* name) {
    return json.is_object() && json.contains(name) && json[name].is_string()
               ? json[name].get<std::string>()
               : std::string();
  };
  if (field("code").empty()) {
    return {"http.status", "", "answered with " + std::to_string(answer.status)};
  }
  return {field("code"), field("path"), field("detail")};
}

Result<std::uint64_t> add_to(const Result<server::HttpClient>& client, const Bytes& entry) {
  // A folder takes no posts.
  if (!client) return client.error();
  const auto answer = client->post("/add", std::string(entry.begin(), entry.end()));
  if (!answer) return answer.error();
  const auto json = text::parse_loose_json(answer->body);
  const bool accepted = (answer->status == 200 || answer->status == 201) && json.is_object() &&
                        json.contains("index") && json["index"].is_number_unsigned();
  if (!accepted) return refusal_in(*answer);
  return json["index"].get<std::uint64_t>();
}

}  // namespace

BoardReader::BoardReader(RecordSource source, Add add, Policy policy)
    : read_(std::make_shared<verifier::ReadFile>(std::move(source.read))),
      files_(std::move(source.files)),
      add_(std::move(add)),
      policy_(std::move(policy)) {}

BoardReader BoardReader::within(verifier::ReadFile read, Add add, Policy policy) {
  return {{std::move(read), std::nullopt}, std::move(add), std::move(policy)};
}

Result<BoardReader> BoardReader::to(const std::string& source, const std::string& policy_file) {
  const auto text = read_file(policy_file);
  if (!text) return text.error();
  auto policy = Policy::parse(*text);
  if (!policy) return std::move(policy).error().within(policy_file);
  auto record = open_record(source);
  if (!record) return record.error();
  return BoardReader(
      *std::move(record),
      [client = server::HttpClient::to(source)](const Bytes& entry) {
        return add_to(client, entry);
      },
      *std::move(policy));
}

Result<BoardReader> BoardReader::from(const Arguments& arguments) {
  const auto board = arguments.text("board");
  const auto policy = arguments.text("policy");
  if (!board) return Error{"arguments.missing", "", "--board URL is missing"};
  if (!policy) return Error{"arguments.missing", "", "--policy FILE is missing"};
  return to(*board, *policy);
}

verifier::Verification BoardReader::verify(unsigned threads) const {
  std::unique_ptr<Progress> progress;
  std::uint64_t shown = 0;
  auto verification = verifier::verify_record(
      *read_, policy_, on_threads(threads), [&](std::uint64_t done, std::uint64_t all) {
        if (all < kWorthShowing) return;
        if (!progress) progress = std::make_unique<Progress>("verify", "entries", all);
        progress->advance(done - shown);
        shown = done;
      });
  if (progress && verification.report.is_sound()) progress->finish();
  return verification;
}

Result<VerifiedBoard> BoardReader::verified() const {
  auto verification = verify(hardware_threads());
  if (verification.report.is_sound()) {
    return VerifiedBoard{std::move(verification.board), std::move(verification.checkpoint)};
  }
  for (const auto& check : verification.report.checks()) {
    if (!check.failures.empty()) {
      return Error{"board.invalid", std::string(check.id), check.failures.front()};
    }
  }
  return Error{"board.invalid", "", ""};
}

Result<std::shared_ptr<Board>> BoardReader::state() const {
  auto seen = verified();
  if (!seen) return seen.error();
  return std::move(seen->board);
}

Result<std::string> BoardReader::get(const std::string& path) const {
  const auto bytes = (*read_)(path);
  if (!bytes) return bytes.error();
  return std::string(bytes->begin(), bytes->end());
}

}  // namespace tabella::cli
