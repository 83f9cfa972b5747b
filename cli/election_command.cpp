#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "ballot/plain_text.h"
#include "bulletin_board/election.h"
#include "bulletin_board/posts_json.h"
#include "cli/party_commands.h"
#include "cli/read_file.h"
#include "cli/write_file.h"
#include "crypto/hash.h"

namespace tabella::cli {
namespace {

using bulletin_board::Act;
using bulletin_board::ElectionPost;

constexpr std::string_view kHelp =
    R"(usage: tabella election prepare DEFINITION.json PARTIES.json OUT.post
       tabella election open ID OUT.post
       tabella election close ID OUT.post
       tabella election cancel ID OUT.post --reason TEXT
       tabella election archive ID OUT.post
       tabella election page ID NAME FILE OUT.post
       tabella election notice ID TEXT.json OUT.post

Writes a post for officials to sign (tabella sign) and send (tabella post). prepare checks the
definition and asks for the operator's signature first, then the officials'. PARTIES.json:

  {"officials_threshold": 2, "officials": [KEY, ...], "registrar": KEY,
   "trustees": [{"key": KEY, "static": KEY}, ...]}

with what tabella key prints.

page says the hash of a stamped page (tabella page stamp); NAME is voter, check, observer, trustee or
authority. notice tells everybody something; TEXT.json has it in every language of the election:

  {"en": "The hall opens at nine.", "zh-Hans": "会场九点开放。"}

example:
  tabella election prepare trees.json parties.json trees.post
)";

// An unsigned note: its text and the empty line.
int write_post(const bulletin_board::SignedPost& post, const std::string& path) {
  const auto written = write_file(path, bulletin_board::encode(post) + "\n\n");
  if (!written) return refuse(written.error().message());
  std::printf("%s: to be signed with tabella sign, then sent with tabella post\n", path.c_str());
  return kExitDone;
}

int prepare(const std::string& definition_path, const std::string& parties_path,
            const std::string& out) {
  const auto definition = read_file(definition_path);
  if (!definition) return refuse(definition.error().message());
  const auto parties = read_file(parties_path);
  if (!parties) return refuse(parties.error().message());
  auto json = nlohmann::ordered_json::parse(*parties, nullptr, false);
  const auto defined = nlohmann::json::parse(*definition, nullptr, false);
  if (!json.is_object()) return refuse(parties_path + ": is no JSON object");
  const bool has_id = defined.is_object() && defined.contains("id") && defined["id"].is_string();
  if (!has_id) return refuse(definition_path + ": has no id");
  // Through the strict reader of posts, so that what is written is what the board accepts.
  nlohmann::ordered_json line = {{"type", "election"},
                                 {"election", defined["id"].get<std::string>()},
                                 {"definition", *definition}};
  for (const char* field : {"officials_threshold", "officials", "registrar", "trustees"}) {
    if (json.contains(field)) line[field] = json[field];
  }
  const auto post = bulletin_board::decode_signed_post(line.dump());
  if (!post) return refuse(parties_path + ": " + post.error().message());
  const auto* election = std::get_if<ElectionPost>(&*post);
  if (election == nullptr) return refuse(parties_path + ": makes no election");
  if (const auto possible = bulletin_board::Election::create(*election); !possible) {
    return refuse(definition_path + ": " + possible.error().message());
  }
  return write_post(*post, out);
}

int say_page(const std::string& id, const std::string& name, const std::string& path,
             const std::string& out) {
  const auto page = read_file(path);
  if (!page) return refuse(page.error().message());
  const auto& names = bulletin_board::kPages;
  if (std::ranges::find(names, name) == names.end()) {
    return refuse("election: there is no page " + name + " (see --help)");
  }
  return write_post(bulletin_board::PagePost{id, name, crypto::sha256({as_bytes(*page)})}, out);
}

int give_notice(const std::string& id, const std::string& path, const std::string& out) {
  const auto text = read_file(path);
  if (!text) return refuse(text.error().message());
  const auto json = nlohmann::json::parse(*text, nullptr, false);
  bulletin_board::NoticePost post{id, {}};
  bool is_text = json.is_object() && !json.empty();
  for (const auto& [language, words] : json.items()) {
    is_text = is_text && words.is_string();
    if (!is_text) break;
    post.text[language] = words.get<std::string>();
    if (const auto refusal = ballot::refuse_text(post.text[language])) {
      return refuse(path + ": " + language + ": " + *refusal);
    }
  }
  if (!is_text) return refuse(path + ": is not an object with a text for each language");
  return write_post(post, out);
}

int run_election(const Arguments& arguments) {
  const auto& words = arguments.operands();
  const std::string& what = words[0];
  if (what == "prepare" && words.size() == 4) return prepare(words[1], words[2], words[3]);
  if (what == "page" && words.size() == 5) return say_page(words[1], words[2], words[3], words[4]);
  if (what == "notice" && words.size() == 4) return give_notice(words[1], words[2], words[3]);
  const auto reason = arguments.text("reason");
  if (what != "cancel" && reason) return refuse("election: only cancel has a reason");
  if (words.size() != 3) return refuse("election: see tabella election --help");
  for (const auto& [word, act] : {std::pair("open", Act::open), std::pair("close", Act::close),
                                  std::pair("archive", Act::archive)}) {
    if (what == word) return write_post(bulletin_board::ActPost{words[1], act, {}}, words[2]);
  }
  if (what == "cancel") {
    if (!reason || reason->empty()) return refuse("election: cancel needs --reason TEXT");
    return write_post(bulletin_board::ActPost{words[1], Act::cancel, *reason}, words[2]);
  }
  return refuse("election: there is no " + what + " (see --help)");
}

}  // namespace

Command election_command() {
  return {.name = "election",
          .summary = "writes the officials' posts: a new election, open, close, notices ...",
          .help = kHelp,
          .arguments = {.options = {{"reason"}},
                        .min_operands = 3,
                        .max_operands = 5,
                        .operands = "prepare, open, close, cancel or archive, and what it needs,"},
          .run = run_election};
}

}  // namespace tabella::cli
