#include <cstdio>

#include "cli/key_file.h"
#include "cli/party_commands.h"
#include "cli/read_file.h"
#include "cli/write_file.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp = R"(usage: tabella sign FILE.post --key KEYFILE

Shows the post and adds a signature to it. Each party signs in turn: a new election first by the
operator, then by officials in the order of the election's list.

example:
  tabella sign trees.post --key official-1.key
)";

int run_sign(const Arguments& arguments) {
  const std::string path = arguments.operands().front();
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
  const auto passphrase = read_passphrase();
  if (!passphrase) return refuse(passphrase.error().message());
  const auto key = PartyKey::load(*key_path, *passphrase);
  if (!key) return refuse(key.error().message());
  for (const auto& signature : note.signatures) {
    if (signature.is_of(key->signer().verifier())) {
      return refuse(path + ": " + signature.name + " has signed it already");
    }
  }
  std::printf("%s", note.text.c_str());
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
          .arguments = {.options = {{"key"}},
                        .min_operands = 1,
                        .max_operands = 1,
                        .operands = "FILE.post"},
          .run = run_sign};
}

}  // namespace tabella::cli
