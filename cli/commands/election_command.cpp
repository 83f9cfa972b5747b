#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "ballot/ballot_post.h"
#include "ballot/definition_json.h"
#include "bulletin_board/election/election.h"
#include "bulletin_board/log/policy.h"
#include "bulletin_board/posts_json.h"
#include "bulletin_board/rules/belonging.h"
#include "cli/commands/party_commands.h"
#include "cli/files/new_folder.h"
#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
#include "cli/party/announced_election.h"
#include "crypto/ballot_proof/sealed_layout.h"
#include "crypto/hash.h"
#include "tally/totals.h"
#include "text/identifier.h"
#include "text/loose_json.h"
#include "text/plain_text.h"

namespace tabella::cli {
namespace {

using bulletin_board::Act;
using bulletin_board::ElectionPost;
using Json = nlohmann::ordered_json;

constexpr std::string_view kHelp =
    R"(usage: tabella election new DIR --id ID --policy FILE --officials FILES --registrar FILE
                            --trustees FILES [--officials-threshold K] [--threshold T]
                            [--definition FILE.json]
       tabella election check DIR
       tabella election prepare DIR | DEFINITION.json PARTIES.json OUT.post
       tabella election open|close|cancel|archive DIR OUT.post [--reason TEXT]
       tabella election page DIR NAME FILE OUT.post
       tabella election notice DIR TEXT.json OUT.post
       tabella election revoke DIR OUT.post --official N --reason TEXT
       tabella election policy DIR OUT.post --policy FILE

new      makes DIR with definition.json, a template to be edited (or a copy of FILE.json), and
         parties.json, from what tabella key and tabella trustee init print: FILES are separated by
         commas. The policy names the log on which the election is held, and on no other, and whose
         cosignatures show when voting ended. By default more than half of the officials, and of the
         trustees, must act.
check    compiles the definition, and shows what it asks and what a ballot costs
prepare  checks, and writes DIR/election.post, to be signed (tabella sign) by the operator first,
         then by officials in the order of the list, and sent (tabella post)

The others write what officials say in an election that was announced by DIR/election.post; in the
place of DIR there may be that file itself.

open, close, cancel, archive
         write a post for officials to sign; cancel needs --reason TEXT
page     says the hash of a stamped page (tabella page stamp); NAME is voter, check, observer,
         trustee or authority
notice   tells everybody something; TEXT.json has it in every language of the election:
         {"en": "The hall opens at nine.", "zh-Hans": "会场九点开放。"}
revoke   says that the key of an official was lost or stolen: nothing that it signs is accepted any
         more. N is the official's number in the election's list, from 1
policy   replaces the policy, where a witness is lost

example:
  tabella election new square --id town-square-2027 --policy policy.txt \
    --registrar registrar.public --officials official-1.public,official-2.public \
    --trustees anna.public,bo.public,cem.public
  tabella election check square
  tabella election prepare square
)";

// ---- new ----

// A plain referendum, to be edited.
Json template_definition(const std::string& id, std::size_t trustees, std::uint64_t threshold) {
  const auto option = [](const char* id_text, const char* text) {
    return Json{{"id", id_text}, {"text", {{"en", text}}}};
  };
  return {
      {"version", "tabella/v1"},
      {"id", id},
      {"languages", {"en"}},
      {"title", {{"en", "Title of the election"}}},
      {"schedule", {{"opens", "2090-05-01T06:00:00Z"}, {"closes", "2090-05-09T18:00:00Z"}}},
      {"roll", {{"max_voters", 1000}}},
      {"trustees",
       {{"count", trustees},
        {"threshold", threshold},
        {"must_rehearse", true},
        {"must_show_keys", true}}},
      {"revoting", "last_counts"},
      {"questions",
       Json::array(
           {{{"id", "question-1"},
             {"title", {{"en", "What is asked?"}}},
             {"options", Json::array({option("yes", "Yes"), option("no", "No")})},
             {"kind", {{"type", "choose"}, {"minimum", 1}, {"maximum", 1}, {"blank", "counted"}}},
             {"counting", {{"method", "plurality"}}},
             {"decision",
              {{"majority", {{"more_than", "1/2"}, {"of", "votes"}}}, {"adopts", "yes"}}}}})}};
}

// The public keys in these files, as their owners handed them out.
Result<std::vector<Json>> read_parties(const std::string& files) {
  std::vector<Json> parties;
  std::istringstream list(files);
  for (std::string file; std::getline(list, file, ',');) {
    const auto text = read_file(file);
    if (!text) return text.error();
    Json json = text::parse_loose_json<Json>(*text);
    if (!json.is_object() || !json.contains("key") || !json["key"].is_string()) {
      return Error{"election.party", file, "is not what tabella key prints"};
    }
    parties.push_back(std::move(json));
  }
  return parties;
}

Json keys_of(const std::vector<Json>& parties) {
  Json keys = Json::array();
  for (const Json& party : parties) keys.push_back(party["key"]);
  return keys;
}

// The text of a policy, in which nothing is wrong.
Result<std::string> read_policy(const std::optional<std::string>& file) {
  if (!file) return Error{"election.policy", "", "--policy FILE is missing"};
  auto text = read_file(*file);
  if (!text) return text;
  const auto policy = bulletin_board::Policy::parse(*text);
  if (!policy) return policy.error();
  return text;
}

int make(const Arguments& arguments) {
  const auto id = arguments.text("id");
  const auto officials = read_parties(arguments.text("officials").value_or(""));
  const auto registrar = read_parties(arguments.text("registrar").value_or(""));
  const auto trustees = read_parties(arguments.text("trustees").value_or(""));
  for (const auto* parties : {&officials, &registrar, &trustees}) {
    if (!*parties) return refuse("election: " + parties->error().message());
    if ((*parties)->empty())
      return refuse("election: new needs --officials, --registrar, --trustees");
  }
  if (registrar->size() != 1) return refuse("election: there is one registrar");
  const auto policy = read_policy(arguments.text("policy"));
  if (!policy) return refuse("election: " + policy.error().message());
  const auto of_officials =
      arguments.number("officials-threshold", officials->size() / 2 + 1, 1, officials->size());
  const auto threshold =
      arguments.number("threshold", trustees->size() / 2 + 1, 1, trustees->size());
  if (!of_officials) return refuse("election: " + of_officials.error().detail);
  if (!threshold) return refuse("election: " + threshold.error().detail);
  std::string definition;
  if (const auto given = arguments.text("definition")) {
    if (id) return refuse("election: the definition that was given has its own id");
    const auto text = read_file(*given);
    if (!text) return refuse(text.error().message());
    definition = *text;
  } else {
    if (!id || !text::is_identifier(*id)) {
      return refuse("election: --id ID is missing or is no identifier (letters, digits, . _ -)");
    }
    definition = template_definition(*id, trustees->size(), *threshold).dump(2) + "\n";
  }
  const Json parties = {{"policy", *policy},
                        {"officials_threshold", *of_officials},
                        {"officials", keys_of(*officials)},
                        {"registrar", registrar->front()["key"]},
                        {"trustees", keys_of(*trustees)}};
  const std::string& path = arguments.operand("DIR");
  auto folder = NewFolder::begin(path);
  if (!folder) return refuse("election: " + folder.error().message());
  auto done = write_file(folder->file("definition.json"), definition);
  if (done) done = write_file(folder->file("parties.json"), parties.dump(2) + "\n");
  if (done) done = folder->finish();
  if (!done) return refuse(done.error().message());
  std::printf("%s: edit definition.json, then tabella election check\n", path.c_str());
  return kExitDone;
}

// ---- check and prepare ----

void print_compiled(const bulletin_board::Election& election) {
  const auto& definition = election.definition();
  for (const auto& style : election.styles()) {
    const std::size_t sealed = crypto::SealedView::size(style.style);
    std::printf(
        "style %s: %u bits, %zu counters, %zu equations; a ballot has %zu bytes, its post "
        "at most %zu\n",
        style.id.c_str(), style.style.bits, style.style.counters.size(),
        style.style.equations.size(), sealed, ballot::ballot_post_size(style.id, sealed));
    for (const auto& part : style.questions) {
      const auto& question = definition.questions[part.question];
      std::printf("  %s: %s, %zu options\n", question.id.c_str(),
                  question.title.at(definition.languages.front()).c_str(), question.options.size());
    }
  }
  std::printf("trustees: %u of %u open the totals; at most %llu voters\n",
              definition.trustees.threshold, definition.trustees.count,
              static_cast<unsigned long long>(definition.roll.max_voters));
  // The board does it before it answers, and so does everybody who verifies.
  constexpr std::uint64_t kStepsInASecond = 2'000'000;
  const std::uint64_t seconds =
      tally::opening_steps(election.definition(), election.styles()) / kStepsInASecond + 1;
  std::printf("opening: one core needs about %llu s for all counters at their largest\n",
              static_cast<unsigned long long>(seconds));
}

struct ElectionFiles {
  std::string definition, parties;
};
ElectionFiles files_in(const std::string& folder) {
  return {folder + "/definition.json", folder + "/parties.json"};
}

struct PreparedElection {
  ElectionPost post;
  std::string origin;
};

// Through the strict reader of posts, so that what is written is what the board accepts.
Result<PreparedElection> read_election(const ElectionFiles& files) {
  const auto definition = read_file(files.definition);
  if (!definition) return definition.error();
  const auto parties = read_file(files.parties);
  if (!parties) return parties.error();
  auto decoded = ballot::decode_definition(*definition);
  if (!decoded) return std::move(decoded).error().within(files.definition);
  const Json json = text::parse_loose_json<Json>(*parties);
  if (!json.is_object()) return Error{"election.party", files.parties, "is no JSON object"};
  Json line = {{"type", "election"}, {"election", decoded->id}, {"definition", *definition}};
  for (const char* field :
       {"policy", "officials_threshold", "officials", "registrar", "trustees"}) {
    if (json.contains(field)) line[field] = json[field];
  }
  auto post = bulletin_board::decode_signed_post(line.dump());
  if (!post) return std::move(post).error().within(files.parties);
  const auto* election = std::get_if<ElectionPost>(&*post);
  if (election == nullptr) return Error{"election.party", files.parties, "makes no election"};
  const auto policy = bulletin_board::Policy::parse(election->policy);
  if (!policy) return Error(policy.error()).within(files.parties);
  return PreparedElection{*election, policy->log().name()};
}

int write_post(const bulletin_board::SignedPost& post, std::string_view belongs_to,
               const std::string& path) {
  if (std::filesystem::exists(path)) return refuse("election: " + path + " is there already");
  // An unsigned note: its text and the empty line.
  const auto written = write_file(
      path, bulletin_board::text_of_post(bulletin_board::encode(post), belongs_to) + "\n");
  if (!written) return refuse(written.error().message());
  std::printf("%s: to be signed with tabella sign, then sent with tabella post\n", path.c_str());
  return kExitDone;
}

// The post, after showing what it compiles to.
Result<PreparedElection> read_and_show(const ElectionFiles& files) {
  auto prepared = read_election(files);
  if (!prepared) return prepared;
  const auto election = bulletin_board::Election::create(prepared->post, prepared->origin);
  if (!election) return election.error();
  print_compiled(*election);
  return prepared;
}

int check(const Arguments& arguments) {
  const auto post = read_and_show(files_in(arguments.operand("DIR")));
  return post ? kExitDone : refuse("election: " + post.error().message());
}

int prepare(const ElectionFiles& files, const std::string& out) {
  const auto prepared = read_and_show(files);
  if (!prepared) return refuse("election: " + prepared.error().message());
  return write_post(prepared->post, prepared->origin, out);
}

int prepare_folder(const Arguments& arguments) {
  const std::string& folder = arguments.operand("DIR");
  return prepare(files_in(folder), folder + "/election.post");
}

int prepare_files(const Arguments& arguments) {
  return prepare({arguments.operand("DEFINITION.json"), arguments.operand("PARTIES.json")},
                 arguments.operand("OUT.post"));
}

// ---- acts, pages and notices ----

// What officials say in the election of DIR; `make` gets its id.
template <class Make>
int write_in_election(const Arguments& arguments, Make make) {
  const auto election = read_announced_election(arguments.operand("DIR"));
  if (!election) return refuse("election: " + election.error().message());
  return write_post(make(election->id), bulletin_board::name_of(election->announcement),
                    arguments.operand("OUT.post"));
}

int write_act(const Arguments& arguments, Act act, const std::string& reason = {}) {
  return write_in_election(
      arguments, [&](const std::string& id) { return bulletin_board::act_post(id, act, reason); });
}

int open(const Arguments& arguments) { return write_act(arguments, Act::open); }
int close(const Arguments& arguments) { return write_act(arguments, Act::close); }
int archive(const Arguments& arguments) { return write_act(arguments, Act::archive); }

int cancel(const Arguments& arguments) {
  const auto reason = arguments.text("reason");
  if (!reason) return refuse("election: cancel needs --reason TEXT");
  if (const auto refusal = text::refuse_text(*reason)) {
    return refuse("election: --reason: " + *refusal);
  }
  return write_act(arguments, Act::cancel, *reason);
}

int say_page(const Arguments& arguments) {
  const std::string& name = arguments.operand("NAME");
  const auto page = read_file(arguments.operand("FILE"));
  if (!page) return refuse(page.error().message());
  const auto& names = bulletin_board::kPages;
  if (std::ranges::find(names, name) == names.end()) {
    return refuse("election: there is no page " + name + " (see --help)");
  }
  return write_in_election(arguments, [&](const std::string& id) {
    return bulletin_board::PagePost{id, name, crypto::sha256({as_bytes(*page)})};
  });
}

int give_notice(const Arguments& arguments) {
  const std::string& path = arguments.operand("TEXT.json");
  const auto text = read_file(path);
  if (!text) return refuse(text.error().message());
  const auto json = text::parse_loose_json(*text);
  ballot::Text notice;
  bool is_text = json.is_object() && !json.empty();
  for (const auto& [language, words] : json.items()) {
    is_text = is_text && words.is_string();
    if (!is_text) break;
    notice[language] = words.get<std::string>();
    if (const auto refusal = text::refuse_text(notice[language])) {
      return refuse(path + ": " + language + ": " + *refusal);
    }
  }
  if (!is_text) return refuse(path + ": is not an object with a text for each language");
  return write_in_election(arguments, [&](const std::string& id) {
    return bulletin_board::NoticePost{id, notice};
  });
}

int revoke(const Arguments& arguments) {
  const auto official =
      arguments.number("official", 0, 1, std::numeric_limits<std::uint32_t>::max());
  if (!official) return refuse("election: " + official.error().detail);
  const auto reason = arguments.text("reason");
  if (*official == 0 || !reason) return refuse("election: revoke needs --official N --reason TEXT");
  if (const auto refusal = text::refuse_text(*reason)) {
    return refuse("election: --reason: " + *refusal);
  }
  return write_in_election(arguments, [&](const std::string& id) {
    return bulletin_board::RevokePost{id, static_cast<std::uint32_t>(*official), *reason};
  });
}

int replace_policy(const Arguments& arguments) {
  const auto policy = read_policy(arguments.text("policy"));
  if (!policy) return refuse("election: " + policy.error().message());
  const auto election = read_announced_election(arguments.operand("DIR"));
  if (!election) return refuse("election: " + election.error().message());
  const auto fits = bulletin_board::policy_for(election->origin, *policy);
  if (!fits) return refuse("election: " + fits.error().message());
  return write_in_election(arguments, [&](const std::string& id) {
    return bulletin_board::PolicyPost{id, *policy};
  });
}

}  // namespace

Command election_command() {
  return {
      .name = "election",
      .summary = "the officials' posts: a new election, open, close, notices ...",
      .help = kHelp,
      .usages = {{"new",
                  {"DIR"},
                  {{"id"},
                   {"policy"},
                   {"officials"},
                   {"registrar"},
                   {"trustees"},
                   {"officials-threshold"},
                   {"threshold"},
                   {"definition"}},
                  make},
                 {"check", {"DIR"}, {}, check},
                 {"prepare", {"DIR"}, {}, prepare_folder},
                 {"prepare", {"DEFINITION.json", "PARTIES.json", "OUT.post"}, {}, prepare_files},
                 {"open", {"DIR", "OUT.post"}, {}, open},
                 {"close", {"DIR", "OUT.post"}, {}, close},
                 {"cancel", {"DIR", "OUT.post"}, {{"reason"}}, cancel},
                 {"archive", {"DIR", "OUT.post"}, {}, archive},
                 {"page", {"DIR", "NAME", "FILE", "OUT.post"}, {}, say_page},
                 {"notice", {"DIR", "TEXT.json", "OUT.post"}, {}, give_notice},
                 {"revoke", {"DIR", "OUT.post"}, {{"official"}, {"reason"}}, revoke},
                 {"policy", {"DIR", "OUT.post"}, {{"policy"}}, replace_policy}}};
}

}  // namespace tabella::cli
