#include "cli/trustee/trustee_folder.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/files/new_folder.h"
#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
#include "crypto/hash.h"
#include "text/identifier.h"
#include "text/loose_json.h"

namespace tabella::cli {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::string_view kBackupType = "tabella/v1/trustee-backup";

constexpr const char* kRehearsal = "/rehearsal.txt";

// By path within the folder.
using Files = std::map<std::string, std::string>;

// What a backup may hold: the folder's own files, and nothing that leads out of it.
bool is_known_file(const std::string& path) {
  static constexpr std::array<std::string_view, 4> kFiles = {"board", "checkpoint", "key",
                                                             "policy.txt"};
  static constexpr std::array<std::string_view, 3> kOfElections = {"dealing", "joined",
                                                                   "opened.json"};
  if (std::ranges::find(kFiles, path) != kFiles.end()) return true;
  constexpr std::string_view kElections = "elections/";
  const std::size_t slash = path.rfind('/');
  if (!path.starts_with(kElections) || slash < kElections.size()) return false;
  return text::is_identifier(path.substr(kElections.size(), slash - kElections.size())) &&
         std::ranges::find(kOfElections, path.substr(slash + 1)) != kOfElections.end();
}

Result<Files> read_folder(const std::string& folder) {
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string path = fs::relative(entry.path(), folder).generic_string();
    if (!entry.is_regular_file() || !is_known_file(path)) continue;
    auto text = read_file(entry.path().string());
    if (!text) return text.error();
    files.emplace(path, *std::move(text));
  }
  return files;
}

std::string encode(const Files& files) {
  Json json = {{"type", kBackupType}, {"files", Json::object()}};
  for (const auto& [path, text] : files) json["files"][path] = text;
  return json.dump(2) + "\n";
}

Result<Files> read_backup(const std::string& file) {
  const auto text = read_file(file);
  if (!text) return text.error();
  const Json json = text::parse_loose_json<Json>(*text);
  const Error damaged{"trustee.backup", file, "is no backup of a trustee, or is damaged"};
  if (!json.is_object() || !json.contains("type") || json["type"] != kBackupType) return damaged;
  if (!json.contains("files") || !json["files"].is_object()) return damaged;
  Files files;
  for (const auto& [path, content] : json["files"].items()) {
    if (!is_known_file(path) || !content.is_string()) return damaged;
    files.emplace(path, content.get<std::string>());
  }
  for (const char* needed : {"key", "board", "policy.txt"}) {
    if (!files.contains(needed)) return damaged;
  }
  return files;
}

// A folder of these files whose key opens and signs.
Result<Done> unpack(const Files& files, const std::string& path,
                    const crypto::SecretArray<64>& passphrase) {
  auto folder = NewFolder::begin(path);
  if (!folder) return folder.error();
  for (const auto& [name, text] : files) {
    if (auto saved = write_file(folder->file(name), text, Readers::owner); !saved) return saved;
  }
  const auto key = PartyKey::load(folder->file("key"), passphrase);
  if (!key) return key.error();
  constexpr std::string_view kText = "tabella/v1/backup\n";
  const bulletin_board::SignedNote note{std::string(kText), {key->signer().sign(kText)}};
  if (auto signs = note.verify(key->signer().verifier()); !signs) return signs;
  return folder->finish();
}

}  // namespace

Result<TrusteeFolder> TrusteeFolder::create(const std::string& path, const std::string& name,
                                            const std::string& board,
                                            const std::string& policy_file,
                                            const crypto::SecretArray<64>& passphrase) {
  if (const auto access = BoardReader::to(board, policy_file); !access) return access.error();
  const auto policy = read_file(policy_file);
  if (!policy) return policy.error();
  auto folder = NewFolder::begin(path);
  if (!folder) return folder.error();
  auto done = PartyKey::random(name).save(folder->file("key"), passphrase);
  if (done) done = write_file(folder->file("policy.txt"), *policy);
  if (done) done = write_file(folder->file("board"), board + "\n");
  if (done) done = folder->finish();
  if (!done) return done.error();
  return open(path);
}

Result<TrusteeFolder> TrusteeFolder::open(const std::string& path) {
  if (!fs::is_directory(path)) {
    return Error{"trustee.folder", path, "is no trustee's folder (see tabella trustee init)"};
  }
  const auto board = read_file(path + "/board");
  if (!board) return board.error();
  if (!board->ends_with('\n')) return Error{"trustee.folder", path + "/board", "is damaged"};
  std::string url = board->substr(0, board->size() - 1);
  auto access = BoardReader::to(url, path + "/policy.txt");
  if (!access) return access.error();
  auto key = read_public_key(path + "/key");
  if (!key) return key.error();
  return TrusteeFolder(path, std::move(url), *std::move(key), *std::move(access));
}

Result<std::string> TrusteeFolder::save_rehearsal(const std::string& record) const {
  std::string file = path_ + kRehearsal;
  if (auto done = write_file(file, record); !done) return done.error();
  return file;
}

std::optional<std::array<std::uint8_t, 32>> TrusteeFolder::rehearsal() const {
  const auto record = read_file(path_ + kRehearsal);
  if (!record) return std::nullopt;
  const auto note = bulletin_board::SignedNote::parse(*record);
  if (!note || !note->verify(public_key_)) return std::nullopt;
  return crypto::sha256({as_bytes(*record)});
}

Result<Done> TrusteeFolder::back_up(const std::string& file,
                                    const crypto::SecretArray<64>& passphrase) const {
  if (fs::exists(file)) return Error{"trustee.backup", file, "is there already"};
  const auto files = read_folder(path_);
  if (!files) return files.error();
  if (auto saved = write_file(file, encode(*files), Readers::owner); !saved) return saved;
  // From the disk again, into a folder that is thrown away.
  const auto read_back = read_backup(file);
  if (!read_back) return read_back.error();
  if (*read_back != *files) return Error{"trustee.backup", file, "reads back as something else"};
  const std::string trial = path_ + "/trial";
  std::error_code ignored;
  fs::remove_all(trial, ignored);
  const auto opened = restore(file, trial, passphrase);
  const bool is_same = opened && opened->public_key() == public_key_;
  fs::remove_all(trial, ignored);
  if (!opened) return opened.error();
  if (!is_same) return Error{"trustee.backup", file, "holds another key"};
  return write_file(path_ + "/backed-up", "a backup was read back and its key opened\n");
}

bool TrusteeFolder::is_backed_up() const { return fs::exists(path_ + "/backed-up"); }

Result<TrusteeFolder> TrusteeFolder::restore(const std::string& file, const std::string& path,
                                             const crypto::SecretArray<64>& passphrase) {
  const auto files = read_backup(file);
  if (!files) return files.error();
  if (auto done = unpack(*files, path, passphrase); !done) return done.error();
  auto folder = open(path);
  if (!folder) return folder;
  // What was restored from is a backup.
  if (auto saved = write_file(path + "/backed-up", "restored from a backup\n"); !saved) {
    return saved.error();
  }
  return folder;
}

}  // namespace tabella::cli
