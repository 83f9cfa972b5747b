#include "cli/trustee/trustee_memory.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
#include "text/loose_json.h"

namespace tabella::cli {

namespace {

constexpr const char* kJoined = "joined";
constexpr const char* kDealing = "dealing";
constexpr const char* kOpened = "opened.json";

struct Opened {
  std::string set;
  std::vector<Bytes> shares;
};

std::string encode(const Opened& opened) {
  nlohmann::ordered_json json = {{"set", opened.set}, {"shares", nlohmann::json::array()}};
  for (const Bytes& share : opened.shares) json["shares"].push_back(base64url(share));
  return json.dump(2) + "\n";
}

std::optional<Opened> decode(const std::string& text) {
  const auto json = text::parse_loose_json(text);
  if (!json.is_object() || !json.contains("set") || !json["set"].is_string()) return std::nullopt;
  if (!json.contains("shares") || !json["shares"].is_array()) return std::nullopt;
  Opened opened{json["set"].get<std::string>(), {}};
  for (const auto& share : json["shares"]) {
    auto bytes =
        share.is_string() ? decode_base64url(share.get<std::string>()) : std::optional<Bytes>();
    if (!bytes) return std::nullopt;
    opened.shares.push_back(*std::move(bytes));
  }
  return opened;
}

}  // namespace

Result<Done> TrusteeMemory::write(const char* name, const std::string& content) const {
  std::error_code ignored;
  std::filesystem::create_directories(folder_, ignored);
  return write_file(file(name), content, Readers::owner);
}

bool TrusteeMemory::has_joined() const { return std::filesystem::exists(file(kJoined)); }

Result<Done> TrusteeMemory::join(const std::string& check_code) const {
  if (!has_joined()) return write(kJoined, check_code + "\n");
  return expect_joined(check_code);
}

Result<Done> TrusteeMemory::expect_joined(const std::string& check_code) const {
  if (!has_joined()) {
    return Error{"trustee.join", "", "compare the announcement first: tabella trustee join"};
  }
  const auto joined = read_file(file(kJoined));
  if (!joined) return joined.error();
  if (*joined == check_code + "\n") return Done{};
  return Error{"trustee.join", "", "the announcement is not the one that was joined"};
}

Result<Bytes> TrusteeMemory::dealing_or(const std::function<Bytes()>& make) const {
  if (!std::filesystem::exists(file(kDealing))) {
    if (auto saved = write(kDealing, hex(make()) + "\n"); !saved) return saved.error();
  }
  return dealing();
}

Result<Bytes> TrusteeMemory::dealing() const {
  if (!std::filesystem::exists(file(kDealing))) {
    return Error{"trustee.dealing", file(kDealing),
                 "is missing: restore a backup that was made after commit, or ask the officials "
                 "to cancel and announce anew"};
  }
  const auto text = read_file(file(kDealing));
  if (!text) return text.error();
  auto bytes = text->ends_with('\n')
                   ? decode_hex(std::string_view(*text).substr(0, text->size() - 1))
                   : std::nullopt;
  if (!bytes) return Error{"trustee.dealing", file(kDealing), "is no dealing"};
  return *std::move(bytes);
}

bool TrusteeMemory::has_opened() const { return std::filesystem::exists(file(kOpened)); }

Result<std::vector<Bytes>> TrusteeMemory::partial_decryptions_of(
    const crypto::Fingerprint& set, const std::function<std::vector<Bytes>()>& make) const {
  if (!has_opened()) {
    if (auto saved = write(kOpened, encode({hex(set), make()})); !saved) return saved.error();
  }
  const auto text = read_file(file(kOpened));
  if (!text) return text.error();
  auto opened = decode(*text);
  if (!opened) return Error{"trustee.opened", file(kOpened), "cannot be read; nothing is opened"};
  if (opened->set != hex(set)) {
    return Error{"trustee.aggregate", "",
                 "this trustee has opened other totals of this election, and opens no second set"};
  }
  return std::move(opened->shares);
}

}  // namespace tabella::cli
