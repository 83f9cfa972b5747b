#include "cli/trustee/trustee_memory.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
#include "text/loose_json.h"

namespace tabella::cli {

namespace {

constexpr const char* kJoined = "joined";
constexpr const char* kDealing = "dealing";
constexpr const char* kOpened = "opened.json";

// What was opened, by pool.
struct Opened {
  std::string box;
  std::map<std::string, Bytes> shares;
};

std::string encode(const Opened& opened) {
  nlohmann::ordered_json json = {{"box", opened.box}, {"shares", nlohmann::json::object()}};
  for (const auto& [pool, share] : opened.shares) json["shares"][pool] = base64url(share);
  return json.dump(2) + "\n";
}

std::optional<Opened> decode(const std::string& text) {
  const auto json = text::parse_loose_json(text);
  if (!json.is_object() || !json.contains("box") || !json["box"].is_string()) return std::nullopt;
  if (!json.contains("shares") || !json["shares"].is_object()) return std::nullopt;
  Opened opened{json["box"].get<std::string>(), {}};
  for (const auto& [pool, share] : json["shares"].items()) {
    auto bytes =
        share.is_string() ? decode_base64url(share.get<std::string>()) : std::optional<Bytes>();
    if (!bytes) return std::nullopt;
    opened.shares.emplace(pool, *std::move(bytes));
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

Result<Bytes> TrusteeMemory::partial_decryption_of(const crypto::Fingerprint& box,
                                                   const std::string& pool,
                                                   const std::function<Bytes()>& make) const {
  Opened opened{hex(box), {}};
  if (has_opened()) {
    const auto text = read_file(file(kOpened));
    if (!text) return text.error();
    auto before = decode(*text);
    if (!before) return Error{"trustee.opened", file(kOpened), "cannot be read; nothing is opened"};
    if (before->box != opened.box) {
      return Error{"trustee.aggregate", "",
                   "this trustee has opened totals of other ballots of this election, and opens "
                   "none of these"};
    }
    opened = *std::move(before);
  }
  if (!opened.shares.contains(pool)) {
    opened.shares.emplace(pool, make());
    if (auto saved = write(kOpened, encode(opened)); !saved) return saved.error();
  }
  return std::move(opened.shares.at(pool));
}

}  // namespace tabella::cli
