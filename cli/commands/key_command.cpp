#include <cstdio>
#include <filesystem>

#include "cli/commands/party_commands.h"
#include "cli/party/party_key.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp = R"(usage: tabella key FILE --name NAME

Makes a party's key and saves it under a passphrase of at least ten characters (variable
TABELLA_PASSPHRASE, or typed). Prints what the others need to know of it, as JSON: the verifier key.
With a FILE that is there already and without --name it only prints.

example:
  tabella key trustee-1.key --name trustee/1
)";

int print_public(const std::string& path) {
  const auto key = read_public_key(path);
  if (!key) return refuse(key.error().message());
  std::printf("%s\n", public_json(*key).c_str());
  return kExitDone;
}

int run_key(const Arguments& arguments) {
  const std::string& path = arguments.operand("FILE");
  if (const auto name = arguments.text("name")) {
    if (!bulletin_board::is_key_name(*name)) {
      return refuse("key: a name has printable characters without spaces and +");
    }
    const auto passphrase = read_new_passphrase();
    if (!passphrase) return refuse(passphrase.error().message());
    // A key that is overwritten is lost for everybody.
    if (std::filesystem::exists(path)) return refuse("key: " + path + " is there already");
    const auto saved = PartyKey::random(*name).save(path, *passphrase);
    if (!saved) return refuse(saved.error().message());
  }
  return print_public(path);
}

}  // namespace

Command key_command() {
  return {.name = "key",
          .summary = "makes a party's key, sealed under a passphrase",
          .help = kHelp,
          .usages = {{.operands = {"FILE"}, .options = {{"name"}}, .run = run_key}}};
}

}  // namespace tabella::cli
