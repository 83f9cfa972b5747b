#include "cli/key_file.h"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/read_file.h"
#include "cli/write_file.h"
#include "crypto/passphrase.h"

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

Result<crypto::SecretArray<64>> to_secret(std::string typed) {
  crypto::SecretArray<64> secret;
  const bool fits = !typed.empty() && typed.size() <= 64;
  if (fits) std::ranges::copy(typed, secret.data());
  crypto::wipe(typed.data(), typed.size());
  if (!fits) return Error{"key.passphrase", "", "must have 1 to 64 bytes"};
  return secret;
}

// Typed on the terminal, which does not show it.
std::string ask_terminal() {
  std::fputs("passphrase: ", stderr);
  termios shown{};
  tcgetattr(STDIN_FILENO, &shown);
  termios hidden = shown;
  hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  tcsetattr(STDIN_FILENO, TCSANOW, &hidden);
  std::string typed;
  std::getline(std::cin, typed);
  tcsetattr(STDIN_FILENO, TCSANOW, &shown);
  std::fputs("\n", stderr);
  return typed;
}

}  // namespace

PartyKey PartyKey::random(const std::string& name) {
  return {Signer(name, crypto::Ed25519SecretKey::random()), crypto::SecretScalar::random()};
}

TrusteeKeys PartyKey::trustee_keys() const {
  return {signer_.verifier(), crypto::mul_base(static_secret_).publish()};
}

Result<PartyKey> PartyKey::load(const std::string& path,
                                const crypto::SecretArray<64>& passphrase) {
  const auto text = read_file(path);
  if (!text) return text.error();
  const Json json = Json::parse(*text, nullptr, false);
  const auto has_text = [&json](const char* name) {
    return json.is_object() && json.contains(name) && json[name].is_string();
  };
  const bool is_key =
      has_text("type") && json["type"] == "tabella/v1/key" && has_text("key") && has_text("sealed");
  if (!is_key) return Error{"key.file", path, "is no key file"};
  const auto verifier = bulletin_board::VerifierKey::parse(json["key"].get<std::string>());
  const auto sealed = decode_base64url(json["sealed"].get<std::string>());
  if (!verifier || !sealed) return Error{"key.file", path, "is no key file"};
  const auto secret = crypto::open_with_passphrase(*sealed, passphrase.expose_for_storage());
  if (!secret) return Error{"key.passphrase", path, "is not opened by this passphrase"};
  const auto bytes = secret->expose_for_storage();
  Signer signer(verifier->name(),
                crypto::Ed25519SecretKey::from_seed(crypto::Seed(bytes.first<32>())));
  auto static_secret = crypto::SecretScalar::decode(bytes.last<32>());
  if (!static_secret || !(signer.verifier() == *verifier)) {
    return Error{"key.file", path, "holds another key than it says"};
  }
  return PartyKey(std::move(signer), std::move(*static_secret));
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
  if (const char* given = std::getenv("TABELLA_PASSPHRASE")) return to_secret(given);
  if (isatty(STDIN_FILENO) == 0) {
    return Error{"key.passphrase", "", "set TABELLA_PASSPHRASE or type it on a terminal"};
  }
  return to_secret(ask_terminal());
}

}  // namespace tabella::cli
