#include <cstdio>
#include <filesystem>

#include "bulletin_board/log/policy.h"
#include "bulletin_board/node/check_store.h"
#include "cli/commands/party_commands.h"
#include "cli/files/new_folder.h"
#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
#include "cli/operator/restore_board.h"
#include "cli/party/party_key.h"
#include "cli/party/save_record.h"
#include "crypto/parallel.h"

namespace tabella::cli {
namespace {

using bulletin_board::Policy;
using bulletin_board::Store;
using bulletin_board::StoreFailure;

constexpr std::string_view kHelp = R"(usage: tabella board new FOLDER --origin NAME
       tabella board check FOLDER
       tabella board backup FOLDER TARGET
       tabella board export FOLDER TARGET
       tabella board restore FOLDER RECORD

new makes a board: the key that signs its log, the operator's key, its first post, and the policy by
which everybody checks it (FOLDER/policy.txt, to be handed out). The origin is the log's name, for
example its address without https://. The keys are sealed under a passphrase.

The next three may be run while the board is served. check reads every entry, hashes it, replays the
rules and compares with all that the store holds; it names what is damaged, with exit status 1.
backup copies the whole folder, as it was at one moment, into a new one. export writes the record as
static files, as tabella record does.

A board must never go on from an old copy: it would sign another log than the one that was shown,
and witnesses stop it. restore brings the log back from a record, which is a URL, a folder or an
archive: of a mirror, of an observer's tabella follow, of anybody. It has to be signed by the
board's own key, to be what the rules make, and to extend all that the store at hand signed; that
store is kept as board.sqlite.replaced.

example:
  tabella board new my-board --origin board.example.org/elections
)";

std::string store_path(const std::string& folder) { return folder + "/" + kStoreName; }

int make(const Arguments& arguments) {
  const std::string& folder = arguments.operand("FOLDER");
  const auto origin = arguments.text("origin");
  if (!origin || !bulletin_board::is_key_name(*origin)) {
    return refuse("board: --origin needs a name without spaces and +");
  }
  if (std::filesystem::exists(folder + "/log.key")) {
    return refuse("board: " + folder + " holds a board already");
  }
  const auto passphrase = read_new_passphrase();
  if (!passphrase) return refuse(passphrase.error().message());
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return refuse("board: " + folder + ": " + error.message());

  const PartyKey log = PartyKey::random(*origin);
  const PartyKey operator_key = PartyKey::random("operator");
  const Bytes manifest = bulletin_board::sign_post(
      bulletin_board::ManifestPost{*origin, operator_key.verifier()}, "", {operator_key.signer()});
  const std::string policy = policy_without_witnesses(log.signer().verifier());
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

Result<Policy> policy_of(const std::string& folder) {
  const auto text = read_file(folder + "/policy.txt");
  if (!text) return text.error();
  return Policy::parse(*text);
}

int check(const std::string& folder, const Policy& policy) {
  const Store store = Store::to_read(store_path(folder));
  const auto report =
      bulletin_board::check_store(store, policy.log(), on_threads(hardware_threads()));
  for (const std::string& each : report.damage) std::printf("%s\n", each.c_str());
  std::printf("%llu entries in %llu blocks, %zu damaged objects\n",
              static_cast<unsigned long long>(report.entries),
              static_cast<unsigned long long>(report.blocks), report.damage.size());
  return report.damage.empty() ? kExitDone : kExitDifferent;
}

int backup(const std::string& path, const std::string& target) {
  auto folder = NewFolder::begin(target);
  if (!folder) return refuse("board: " + folder.error().message());
  for (const char* name : {"log.key", "operator.key", "manifest.post", "policy.txt"}) {
    const auto content = read_file(path + "/" + name);
    if (!content) return refuse(content.error().message());
    if (const auto saved = write_file(folder->file(name), *content, Readers::owner); !saved) {
      return refuse(saved.error().message());
    }
  }
  Store::to_read(store_path(path)).copy_to(folder->file(kStoreName));
  const std::uint64_t entries = Store::to_read(folder->file(kStoreName)).size();
  if (const auto done = folder->finish(); !done) return refuse(done.error().message());
  std::printf("%llu entries in %s; tabella board check %s\n",
              static_cast<unsigned long long>(entries), target.c_str(), target.c_str());
  return kExitDone;
}

int write_record(const std::string& folder, const std::string& target) {
  const Store store = Store::to_read(store_path(folder));
  const auto note = store.published();
  if (!note) return refuse("board: nothing was published yet");
  const auto signed_note = bulletin_board::SignedNote::parse(*note);
  if (!signed_note) return refuse("board: the published checkpoint is damaged");
  const auto checkpoint = bulletin_board::Checkpoint::parse(signed_note->text);
  const auto policy = read_file(folder + "/policy.txt");
  if (!checkpoint) return refuse("board: the published checkpoint is damaged");
  if (!policy) return refuse(policy.error().message());
  const auto saved =
      save_record(target, {checkpoint->size, *note, *policy},
                  [&store](const bulletin_board::TileId& tile) -> Result<std::string> {
                    const auto bytes = store.tile(tile);
                    if (!bytes) return Error{"file.read", tile.path(), "is missing"};
                    return std::string(bytes->begin(), bytes->end());
                  });
  if (!saved) return refuse(saved.error().message());
  std::printf("%llu entries in %s\n", static_cast<unsigned long long>(checkpoint->size),
              target.c_str());
  return kExitDone;
}

int restore(const Arguments& arguments) {
  const std::string& folder = arguments.operand("FOLDER");
  const auto policy = policy_of(folder);
  if (!policy) return refuse(policy.error().message());
  const auto size =
      restore_board(folder, *policy, arguments.operand("RECORD"), on_threads(hardware_threads()));
  if (!size) return refuse("board: " + size.error().message());
  std::printf("%llu entries in %s\n", static_cast<unsigned long long>(*size), folder.c_str());
  return kExitDone;
}

// One of the functions above on the log in FOLDER. A store that cannot be used throws.
template <class Work>
int on_log(const Arguments& arguments, Work work) {
  const std::string& folder = arguments.operand("FOLDER");
  if (!std::filesystem::exists(store_path(folder))) {
    return refuse("board: " + folder + " holds no log");
  }
  const auto policy = policy_of(folder);
  if (!policy) return refuse(policy.error().message());
  try {
    return work(folder, *policy);
  } catch (const StoreFailure& failure) {
    return refuse(std::string("board: ") + failure.what());
  }
}

int run_check(const Arguments& arguments) { return on_log(arguments, check); }

int run_backup(const Arguments& arguments) {
  return on_log(arguments, [&](const std::string& folder, const Policy&) {
    return backup(folder, arguments.operand("TARGET"));
  });
}

int run_export(const Arguments& arguments) {
  return on_log(arguments, [&](const std::string& folder, const Policy&) {
    return write_record(folder, arguments.operand("TARGET"));
  });
}

}  // namespace

Command board_command() {
  return {.name = "board",
          .summary = "makes a board; checks, copies, exports or restores one",
          .help = kHelp,
          .usages = {{"new", {"FOLDER"}, {{"origin"}}, make},
                     {"check", {"FOLDER"}, {}, run_check},
                     {"backup", {"FOLDER", "TARGET"}, {}, run_backup},
                     {"export", {"FOLDER", "TARGET"}, {}, run_export},
                     {"restore", {"FOLDER", "RECORD"}, {}, restore}}};
}

}  // namespace tabella::cli
