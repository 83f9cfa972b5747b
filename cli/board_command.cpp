#include <cstdio>
#include <filesystem>

#include "bulletin_board/sign_post.h"
#include "cli/key_file.h"
#include "cli/party_commands.h"
#include "cli/write_file.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp = R"(usage: tabella board FOLDER --origin NAME

Makes a new board: a folder with the log's key, the operator's key (both under the passphrase), the
manifest, and policy.txt, which everybody needs who reads the log. Serve it with tabella serve.

  --origin NAME   the log's name: the address of its record without scheme

example:
  tabella board my-board --origin board.example.org/elections
)";

int run_board(const Arguments& arguments) {
  const std::string folder = arguments.operands().front();
  const auto origin = arguments.text("origin");
  if (!origin || !bulletin_board::is_key_name(*origin)) {
    return refuse("board: --origin needs a name without spaces and +");
  }
  const auto passphrase = read_passphrase();
  if (!passphrase) return refuse(passphrase.error().message());
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return refuse("board: " + folder + ": " + error.message());

  const PartyKey log = PartyKey::random(*origin);
  const PartyKey operator_key = PartyKey::random("operator");
  const Bytes manifest = bulletin_board::sign_post(
      bulletin_board::ManifestPost{*origin, operator_key.signer().verifier()},
      {operator_key.signer()});
  const std::string policy = "log " + log.signer().verifier().text() + "\nquorum none\n";
  for (const auto& saved :
       {log.save(folder + "/log.key", *passphrase),
        operator_key.save(folder + "/operator.key", *passphrase),
        write_file(folder + "/manifest.post", std::string(manifest.begin(), manifest.end())),
        write_file(folder + "/policy.txt", policy)}) {
    if (!saved) return refuse(saved.error().message());
  }
  std::printf("%s", policy.c_str());
  return kExitDone;
}

}  // namespace

Command board_command() {
  return {.name = "board",
          .summary = "makes a new board to be served",
          .help = kHelp,
          .arguments = {.options = {{"origin"}},
                        .min_operands = 1,
                        .max_operands = 1,
                        .operands = "FOLDER"},
          .run = run_board};
}

}  // namespace tabella::cli
