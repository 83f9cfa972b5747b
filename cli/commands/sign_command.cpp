#include <cstdio>

#include "bulletin_board/election/election.h"
#include "bulletin_board/posts_json.h"
#include "cli/commands/party_commands.h"
#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
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

// What the post does, in words: a post has one spelling, so that they say all of it. Any other text
// speaks for itself.
Result<std::string> words_of(const std::string& text) {
  const auto post = bulletin_board::decode_signed_post(text.substr(0, text.size() - 1));
  if (!post) return text;
  if (const auto* announced = std::get_if<bulletin_board::ElectionPost>(&*post)) {
    const auto election = bulletin_board::Election::create(*announced);
    if (!election) return election.error();
    return "You sign that this election is held:\n\n" + announcement_text(*election, std::nullopt) +
           "\n";
  }
  if (const auto* page = std::get_if<bulletin_board::PagePost>(&*post)) {
    return "You sign that the " + page->page + " page of " + page->election + " has the SHA-256 " +
           hex(page->hash) + "\n";
  }
  if (const auto* notice = std::get_if<bulletin_board::NoticePost>(&*post)) {
    std::string words = "You sign this notice in " + notice->election + ":\n";
    for (const auto& [language, said] : notice->text) words += "  " + language + ": " + said + "\n";
    return words;
  }
  if (const auto* revoke = std::get_if<bulletin_board::RevokePost>(&*post)) {
    return "You sign that the key of official " + std::to_string(revoke->official) + " of " +
           revoke->election +
           " is revoked: nothing that it signs is accepted any more. Reason: " + revoke->reason +
           "\n";
  }
  if (const auto* open = std::get_if<bulletin_board::OpenPost>(&*post)) {
    return "You sign that voting in " + open->election + " opens now.\n";
  }
  if (const auto* close = std::get_if<bulletin_board::ClosePost>(&*post)) {
    return "You sign that voting in " + close->election +
           " closes now: no ballot is accepted after it.\n";
  }
  if (const auto* cancel = std::get_if<bulletin_board::CancelPost>(&*post)) {
    return "You sign that " + cancel->election +
           " is cancelled; its ballots are never counted. Reason: " + cancel->reason + "\n";
  }
  if (const auto* archive = std::get_if<bulletin_board::ArchivePost>(&*post)) {
    return "You sign that " + archive->election + " is over and nothing more is posted.\n";
  }
  return text;
}

int run_sign(const Arguments& arguments) {
  const std::string& path = arguments.operand("FILE.post");
  const auto key_path = arguments.text("key");
  if (!key_path) return refuse("sign: --key FILE is missing");
  auto file = read_file(path);
  if (!file) return refuse(file.error().message());
  // Unsigned yet, or a note.
  bulletin_board::SignedNote note;
  if (file->ends_with("\n\n") && file->find("\n\n") == file->size() - 2) {
    note.text = file->substr(0, file->size() - 1);
  } else {
    auto parsed = bulletin_board::SignedNote::parse(*file);
    if (!parsed) return refuse(path + ": " + parsed.error().message());
    note = *std::move(parsed);
  }
  if (!bulletin_board::is_note_text(note.text)) return refuse(path + ": cannot be signed");
  const auto words = words_of(note.text);
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
