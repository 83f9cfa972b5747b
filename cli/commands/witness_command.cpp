#include <cstdio>
#include <ctime>
#include <filesystem>

#include "bulletin_board/log/policy.h"
#include "bulletin_board/node/witness_node.h"
#include "cli/commands/party_commands.h"
#include "cli/commands/serve_http.h"
#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
#include "cli/party/party_key.h"
#include "web/server/witness/witness_api.h"

namespace tabella::cli {
namespace {

using bulletin_board::SignatureType;
using bulletin_board::VerifierKey;

constexpr std::string_view kHelp = R"(usage: tabella witness new FOLDER --name NAME
       tabella witness serve FOLDER --policy FILE [options]

A witness signs that a log only grows: each checkpoint that extends all that it signed before, and
no other. new makes its key and prints what the board's policy needs to know of it. serve watches
the log of the policy (C2SP tlog-witness: POST URL/add-checkpoint); what it signed is durable in
FOLDER/witness.sqlite before it answers. Never run two from copies of one folder.

  --address A    where to listen (default 127.0.0.1)
  --port P       default 8080; 0 takes any that is free
  --ready FILE   writes the address to FILE once the witness is served
  --threads N    default: all cores
  --tls-certificate FILE, --tls-key FILE, --connections-per-address N, --requests-per-second N,
  --posts-per-second N, --event-streams N, --log-level L   as for tabella serve

example:
  tabella witness new my-witness --name witness.example.org/w1
  tabella witness serve my-witness --policy policy.txt --port 8090
)";

VerifierKey cosigner_key(const PartyKey& key) {
  return VerifierKey::make(key.signer().verifier().name(), SignatureType::cosignature,
                           key.signer().verifier().public_key());
}

int make(const Arguments& arguments) {
  const std::string& folder = arguments.operand("FOLDER");
  const auto name = arguments.text("name");
  if (!name || !bulletin_board::is_key_name(*name)) {
    return refuse("witness: --name needs a name without spaces and +");
  }
  const std::string path = folder + "/witness.key";
  if (std::filesystem::exists(path)) return refuse("witness: " + path + " is there already");
  const auto passphrase = read_new_passphrase();
  if (!passphrase) return refuse(passphrase.error().message());
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return refuse("witness: " + folder + ": " + error.message());
  const PartyKey key = PartyKey::random(*name);
  if (const auto saved = key.save(path, *passphrase); !saved) {
    return refuse(saved.error().message());
  }
  std::printf("%s\n", cosigner_key(key).text().c_str());
  return kExitDone;
}

int serve(const Arguments& arguments) {
  const std::string& folder = arguments.operand("FOLDER");
  const auto journal = make_journal(arguments);
  if (!journal) return refuse("witness: " + std::string(kLogLevelForm));
  const auto policy_path = arguments.text("policy");
  if (!policy_path) return refuse("witness: --policy FILE is missing");
  const auto text = read_file(*policy_path);
  if (!text) return refuse(text.error().message());
  const auto policy = bulletin_board::Policy::parse(*text);
  if (!policy) return refuse(*policy_path + ": " + policy.error().message());
  const auto passphrase = read_passphrase();
  if (!passphrase) return refuse(passphrase.error().message());
  auto key = PartyKey::load(folder + "/witness.key", *passphrase);
  if (!key) return refuse(key.error().message());
  const std::string name = key->signer().verifier().name();
  bulletin_board::WitnessNode witness(
      folder + "/witness.sqlite",
      bulletin_board::Witness(name, std::move(*key).take_signer().take_secret(), {policy->log()}));
  server::WitnessApi api(witness, [] { return static_cast<std::uint64_t>(std::time(nullptr)); });
  return serve_http(
      arguments,
      {.what = "the witness " + name, .handler = api, .journal = *journal, .stop = [] {}});
}

}  // namespace

Command witness_command() {
  std::vector<OptionSpec> options = http_options();
  options.push_back({"policy"});
  return {.name = "witness",
          .summary = "signs that a log only grows",
          .help = kHelp,
          .usages = {{"new", {"FOLDER"}, {{"name"}}, make},
                     {"serve", {"FOLDER"}, std::move(options), serve}}};
}

}  // namespace tabella::cli
