#include "cli/party/party_key.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
#include "cli/terminal/typed_secret.h"
#include "crypto/passphrase.h"
#include "text/loose_json.h"

namespace tabella::cli {

using bulletin_board::Signer;
using bulletin_board::VerifierKey;

namespace {

using Json = nlohmann::ordered_json;

crypto::SecretArray<64> both(const Signer& signer, const crypto::CeremonySecret& ceremony_secret) {
  crypto::SecretArray<64> secret;
  std::ranges::copy(signer.secret().expose_for_storage(), secret.data());
  std::ranges::copy(ceremony_secret.expose_for_storage(), secret.data() + 32);
  return secret;
}

// Of UTF-8: bytes that begin a character.
std::size_t count_characters(std::span<const char> text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char each) { return (static_cast<unsigned char>(each) & 0xC0U) != 0x80U; }));
}

Result<crypto::SecretArray<64>> to_secret(std::span<const char> typed, std::size_t fewest) {
  if (count_characters(typed) < fewest || typed.size() > 64) {
    return Error{
        "key.passphrase", "",
        "must have at least " + std::to_string(fewest) + " characters, and at most 64 bytes"};
  }
  crypto::SecretArray<64> secret;
  std::ranges::copy(typed, secret.data());
  return secret;
}

struct KeyFile {
  VerifierKey key;
  Bytes sealed;
};

Result<KeyFile> read_key_file(const std::string& path) {
  const auto text = read_file(path);
  if (!text) return text.error();
  const Error no_key{"key.file", path, "is no key file"};
  const Json json = text::parse_loose_json<Json>(*text);
  const auto field = [&json](const char* name) {
    const bool has = json.is_object() && json.contains(name) && json[name].is_string();
    return has ? json[name].get<std::string>() : std::string();
  };
  if (field("type") != "tabella/v1/key") return no_key;
  const auto verifier = bulletin_board::VerifierKey::parse(field("key"));
  auto sealed = decode_base64url(field("sealed"));
  if (!verifier || !sealed) return no_key;
  return KeyFile{*verifier, *std::move(sealed)};
}

}  // namespace

Result<VerifierKey> read_public_key(const std::string& path) {
  auto file = read_key_file(path);
  if (!file) return file.error();
  return std::move(file->key);
}

std::string public_json(const VerifierKey& key) { return Json{{"key", key.text()}}.dump(); }

PartyKey PartyKey::random(const std::string& name) {
  const crypto::Seed secret = crypto::Seed::random();
  return {Signer(name, crypto::Ed25519SecretKey::random()),
          crypto::CeremonySecret(secret.expose_for_storage())};
}

Result<PartyKey> PartyKey::load(const std::string& path,
                                const crypto::SecretArray<64>& passphrase) {
  const auto file = read_key_file(path);
  if (!file) return file.error();
  const auto secret = crypto::open_with_passphrase(file->sealed, passphrase.expose_for_storage());
  if (!secret) return Error{"key.passphrase", path, "is not opened by this passphrase"};
  const auto bytes = secret->expose_for_storage();
  Signer signer(file->key.name(),
                crypto::Ed25519SecretKey::from_seed(crypto::Seed(bytes.first<32>())));
  PartyKey key(std::move(signer), crypto::CeremonySecret(bytes.last<32>()));
  if (!(key.verifier() == file->key)) {
    return Error{"key.file", path, "holds another key than it says"};
  }
  return key;
}

Result<Done> PartyKey::save(const std::string& path,
                            const crypto::SecretArray<64>& passphrase) const {
  if (std::filesystem::exists(path)) return Error{"key.file", path, "is there already"};
  const Json json = {
      {"type", "tabella/v1/key"},
      {"key", verifier().text()},
      {"sealed", base64url(crypto::seal_with_passphrase(both(signer_, ceremony_secret_),
                                                        passphrase.expose_for_storage()))}};
  return write_file(path, json.dump(2) + "\n", Readers::owner);
}

namespace {

Result<crypto::SecretArray<64>> read_passphrase_of(std::size_t fewest) {
  if (const char* given = std::getenv("TABELLA_PASSPHRASE")) {
    return to_secret(std::string_view(given), fewest);
  }
  const auto typed = ask_terminal("passphrase: ");
  if (!typed) {
    return Error{"key.passphrase", "", "set TABELLA_PASSPHRASE or type it on a terminal"};
  }
  return to_secret(*typed, fewest);
}

}  // namespace

Result<crypto::SecretArray<64>> read_passphrase() { return read_passphrase_of(1); }

Result<crypto::SecretArray<64>> read_new_passphrase() { return read_passphrase_of(10); }

}  // namespace tabella::cli
