#include "web/server/pages/pages.h"

#include <array>

#include "crypto/bytes.h"
#include "crypto/hash.h"

namespace tabella::server {

namespace {

constexpr auto kPageNames =
    std::to_array<const char*>({"voter", "check", "observer", "trustee", "authority"});

constexpr const char* kAuthority = "authority";

std::string file_of(const std::string& page) { return page + ".html"; }

}  // namespace

std::vector<std::string> Pages::file_names() {
  std::vector<std::string> names;
  for (const char* page : kPageNames) names.push_back(file_of(page));
  return names;
}

Result<Pages> Pages::create(std::map<std::string, std::string> files, Settings settings) {
  std::map<std::string, std::shared_ptr<const std::string>> kept;
  for (auto& [name, content] : files) {
    kept.emplace(name, std::make_shared<const std::string>(std::move(content)));
  }
  // What cannot be stamped is found now, not when a voter asks for it.
  for (const char* name : kPageNames) {
    const auto found = kept.find(file_of(name));
    if (found == kept.end()) continue;
    const auto page = stamp_page(
        *found->second, {.page = name, .policy = settings.policy, .operators = settings.operators});
    if (!page) return page.error();
  }
  return Pages(std::move(kept), std::move(settings));
}

bool Pages::has(const std::string& page) const { return files_.contains(file_of(page)); }

Stamp Pages::stamp_of(const std::string& page) const {
  return {.page = page,
          .policy = settings_.policy,
          .operators = settings_.operators,
          .practice = settings_.practice};
}

Stamp Pages::stamp_of(const std::string& page, const std::string& id,
                      const bulletin_board::ElectionStatus& election) const {
  Stamp stamp = stamp_of(page);
  stamp.election = id;
  stamp.definition = *election.definition;
  if (election.fingerprint) stamp.fingerprint = hex(*election.fingerprint);
  if (election.election_key) stamp.election_key = hex(election.election_key->bytes());
  return stamp;
}

std::shared_ptr<const std::string> Pages::page(const std::string& page, const std::string& id,
                                               const bulletin_board::ElectionStatus& election) {
  const auto found = stamped(stamp_of(page, id, election));
  return found ? found->page : nullptr;
}

std::shared_ptr<const std::string> Pages::page(const std::string& page) {
  const auto found = stamped(stamp_of(page));
  return found ? found->page : nullptr;
}

std::vector<std::string> Pages::unlike_log(const bulletin_board::BoardStatus& board) {
  std::vector<std::string> unlike;
  for (const auto& [id, election] : board.elections) {
    if (is_over(election.phase)) continue;
    for (const auto& [page, hash] : election.pages) {
      // The authority page is of no election, unless it was stamped by hand.
      const auto served =
          stamped(page == kAuthority ? stamp_of(page) : stamp_of(page, id, election));
      if (served && served->hash != hash) unlike.push_back(page + " page of " + id);
    }
  }
  return unlike;
}

std::optional<Pages::Stamped> Pages::stamped(const Stamp& stamp) {
  const auto release = files_.find(file_of(stamp.page));
  if (release == files_.end()) return std::nullopt;
  std::string text = encode(stamp);
  const std::lock_guard lock(*mutex_);
  Stamped& known = stamped_[{stamp.page, stamp.election.value_or("")}];
  if (!known.page || known.stamp != text) {
    // It could be stamped when it was loaded, and a definition is UTF-8.
    auto page = std::make_shared<const std::string>(stamp_page(*release->second, stamp).value());
    const bulletin_board::PageHash hash = crypto::sha256({as_bytes(*page)});
    known = {std::move(text), std::move(page), hash};
  }
  return known;
}

}  // namespace tabella::server
