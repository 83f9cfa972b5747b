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
using bulletin_board::TrusteeKeys;

namespace {

using Json = nlohmann::ordered_json;

crypto::SecretArray<64> both(const Signer& signer, const crypto::SecretScalar& static_secret) {
  crypto::SecretArray<64> secret;
  std::ranges::copy(signer.secret().expose_for_storage(), secret.data());
  std::ranges::copy(static_secret.expose_for_storage(), secret.data() + 32);
  return secret;
}

Result<crypto::SecretArray<64>> to_secret(std::span<const char> typed) {
  if (typed.empty() || typed.size() > 64) {
    return Error{"key.passphrase", "", "must have 1 to 64 bytes"};
  }
  crypto::SecretArray<64> secret;
  std::ranges::copy(typed, secret.data());
  return secret;
}

struct KeyFile {
  TrusteeKeys keys;
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
  const auto static_bytes = decode_base64url(field("static"));
  auto sealed = decode_base64url(field("sealed"));
  if (!verifier || !static_bytes || !sealed) return no_key;
  const auto static_key = crypto::Element::decode(*static_bytes);
  if (!static_key) return no_key;
  return KeyFile{{*verifier, *static_key}, *std::move(sealed)};
}

}  // namespace

Result<TrusteeKeys> read_public_keys(const std::string& path) {
  auto file = read_key_file(path);
  if (!file) return file.error();
  return std::move(file->keys);
}

std::string encode(const TrusteeKeys& keys) {
  const Json json = {{"key", keys.key.text()}, {"static", base64url(keys.static_key.bytes())}};
  return json.dump();
}

PartyKey PartyKey::random(const std::string& name) {
  return {Signer(name, crypto::Ed25519SecretKey::random()), crypto::SecretScalar::random()};
}

TrusteeKeys PartyKey::trustee_keys() const {
  return {signer_.verifier(), crypto::mul_base(static_secret_).publish()};
}

Result<PartyKey> PartyKey::load(const std::string& path,
                                const crypto::SecretArray<64>& passphrase) {
  const auto file = read_key_file(path);
  if (!file) return file.error();
  const auto secret = crypto::open_with_passphrase(file->sealed, passphrase.expose_for_storage());
  if (!secret) return Error{"key.passphrase", path, "is not opened by this passphrase"};
  const auto bytes = secret->expose_for_storage();
  Signer signer(file->keys.key.name(),
                crypto::Ed25519SecretKey::from_seed(crypto::Seed(bytes.first<32>())));
  auto static_secret = crypto::SecretScalar::decode(bytes.last<32>());
  if (!static_secret) return Error{"key.file", path, "holds no key"};
  PartyKey key(std::move(signer), std::move(*static_secret));
  if (!(key.trustee_keys() == file->keys)) {
    return Error{"key.file", path, "holds another key than it says"};
  }
  return key;
}

Result<Done> PartyKey::save(const std::string& path,
                            const crypto::SecretArray<64>& passphrase) const {
  if (std::filesystem::exists(path)) return Error{"key.file", path, "is there already"};
  const TrusteeKeys keys = trustee_keys();
  const Json json = {
      {"type", "tabella/v1/key"},
      {"key", keys.key.text()},
      {"static", base64url(keys.static_key.bytes())},
      {"sealed", base64url(crypto::seal_with_passphrase(both(signer_, static_secret_),
                                                        passphrase.expose_for_storage()))}};
  return write_file(path, json.dump(2) + "\n", Readers::owner);
}

Result<crypto::SecretArray<64>> read_passphrase() {
  if (const char* given = std::getenv("TABELLA_PASSPHRASE")) {
    return to_secret(std::string_view(given));
  }
  const auto typed = ask_terminal("passphrase: ");
  if (!typed) {
    return Error{"key.passphrase", "", "set TABELLA_PASSPHRASE or type it on a terminal"};
  }
  return to_secret(*typed);
}

}  // namespace tabella::cli
