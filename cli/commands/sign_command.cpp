#include <algorithm>
#include <cstdio>

#include "ballot/receipt_code.h"
#include "bulletin_board/election/election.h"
#include "bulletin_board/posts_json.h"
#include "bulletin_board/rules/belonging.h"
#include "cli/commands/party_commands.h"
#include "cli/files/write_file.h"
#include "cli/party/announced_election.h"
#include "cli/party/announcement_text.h"
#include "cli/party/party_key.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp = R"(usage: tabella sign FILE.post --key KEYFILE

Shows in words what is signed, and adds a signature to it. Each party signs in turn: a new election
first by the operator, then by officials in the order of the election's list.

example:
  tabella sign trees.post --key official-1.key
)";

// What the post does, in words: a post has one spelling, so that they say all of it. The line
// itself where there are none.
std::string act_words(const bulletin_board::SignedPost& post, std::string_view line) {
  if (const auto* page = std::get_if<bulletin_board::PagePost>(&post)) {
    return "You sign that the " + page->page + " page of " + page->election + " has the SHA-256 " +
           hex(page->hash) + "\n";
  }
  if (const auto* notice = std::get_if<bulletin_board::NoticePost>(&post)) {
    std::string words = "You sign this notice in " + notice->election + ":\n";
    for (const auto& [language, said] : notice->text) words += "  " + language + ": " + said + "\n";
    return words;
  }
  if (const auto* revoke = std::get_if<bulletin_board::RevokePost>(&post)) {
    return "You sign that the key of official " + std::to_string(revoke->official) + " of " +
           revoke->election +
           " is revoked: nothing that it signs is accepted any more. Reason: " + revoke->reason +
           "\n";
  }
  if (const auto* policy = std::get_if<bulletin_board::PolicyPost>(&post)) {
    return "You sign that from now on others say when things happened in " + policy->election +
           ": " + witnesses_text(*bulletin_board::readable_policy(policy->policy)) + "\n";
  }
  if (const auto* open = std::get_if<bulletin_board::OpenPost>(&post)) {
    return "You sign that voting in " + open->election + " opens now.\n";
  }
  if (const auto* close = std::get_if<bulletin_board::ClosePost>(&post)) {
    return "You sign that voting in " + close->election +
           " closes now: no ballot is accepted after it.\n";
  }
  if (const auto* cancel = std::get_if<bulletin_board::CancelPost>(&post)) {
    return "You sign that " + cancel->election +
           " is cancelled; its ballots are never counted. Reason: " + cancel->reason + "\n";
  }
  if (const auto* archive = std::get_if<bulletin_board::ArchivePost>(&post)) {
    return "You sign that " + archive->election + " is over and nothing more is posted.\n";
  }
  return std::string(line) + "\n";
}

// The check code of the announcement that a post belongs to; nothing for what is none of an
// election's.
std::string belonging_words(std::string_view belongs_to) {
  const auto hash = decode_base64url(belongs_to);
  crypto::Fingerprint announcement;
  if (!hash || hash->size() != announcement.size()) return {};
  std::ranges::copy(*hash, announcement.begin());
  return "It counts only in the election whose announcement has the check code " +
         ballot::receipt_code(announcement) + ".\n";
}

Result<std::string> words_of(const bulletin_board::PostText& text) {
  const auto post = bulletin_board::decode_signed_post(text.line);
  if (!post) return post.error();
  if (const auto* policy = std::get_if<bulletin_board::PolicyPost>(&*post)) {
    if (const auto read = bulletin_board::readable_policy(policy->policy); !read) {
      return read.error();
    }
  }
  const auto* announced = std::get_if<bulletin_board::ElectionPost>(&*post);
  if (announced == nullptr) {
    return act_words(*post, text.line) + belonging_words(text.belongs_to);
  }
  const auto election = bulletin_board::Election::create(*announced, text.belongs_to);
  if (!election) return election.error();
  return "You sign that this election is held on the log " + std::string(text.belongs_to) +
         ":\n\n" + announcement_text(*election, std::nullopt) + "\n";
}

int run_sign(const Arguments& arguments) {
  const std::string& path = arguments.operand("FILE.post");
  const auto key_path = arguments.text("key");
  if (!key_path) return refuse("sign: --key FILE is missing");
  auto read = read_post_file(path);
  if (!read) return refuse(path + ": " + read.error().message());
  bulletin_board::SignedNote& note = *read;
  const auto words = words_of(bulletin_board::split_post_text(note.text));
  if (!words) return refuse(path + ": " + words.error().message());
  std::printf("%s", words->c_str());
  const auto passphrase = read_passphrase();
  if (!passphrase) return refuse(passphrase.error().message());
  const auto key = PartyKey::load(*key_path, *passphrase);
  if (!key) return refuse(key.error().message());
  for (const auto& signature : note.signatures) {
    if (signature.is_of(key->signer().verifier())) {
      return refuse(path + ": " + signature.name + " has signed it already");
    }
  }
  note.signatures.push_back(key->signer().sign(note.text));
  const auto written = write_file(path, note.encode());
  if (!written) return refuse(written.error().message());
  std::printf("signed by %s, %zu in all\n", key->signer().verifier().name().c_str(),
              note.signatures.size());
  return kExitDone;
}

}  // namespace

Command sign_command() {
  return {.name = "sign",
          .summary = "adds a signature to a post",
          .help = kHelp,
          .usages = {{.operands = {"FILE.post"}, .options = {{"key"}}, .run = run_sign}}};
}

}  // namespace tabella::cli
