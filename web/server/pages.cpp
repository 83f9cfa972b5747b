#include "web/server/pages.h"

#include <array>

#include "crypto/bytes.h"

namespace tabella::server {

namespace {

constexpr auto kPageNames =
    std::to_array<const char*>({"voter", "check", "observer", "trustee", "authority"});
constexpr auto kFileNames = std::to_array<const char*>({"verifier.wasm", "verifierWorker.js"});

std::string file_of(const std::string& page) { return page + ".html"; }

}  // namespace

std::vector<std::string> Pages::file_names() {
  std::vector<std::string> names(kFileNames.begin(), kFileNames.end());
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

std::shared_ptr<const std::string> Pages::file(const std::string& name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? nullptr : found->second;
}

std::shared_ptr<const std::string> Pages::page(const std::string& page, const std::string& id,
                                               const bulletin_board::ElectionStatus& election) {
  Stamp stamp{.page = page,
              .election = id,
              .definition = *election.definition,
              .policy = settings_.policy,
              .operators = settings_.operators,
              .practice = settings_.practice};
  if (election.fingerprint) stamp.fingerprint = hex(*election.fingerprint);
  if (election.election_key) stamp.election_key = hex(election.election_key->bytes());
  return stamped(id, stamp);
}

std::shared_ptr<const std::string> Pages::page(const std::string& page) {
  return stamped("", {.page = page,
                      .policy = settings_.policy,
                      .operators = settings_.operators,
                      .practice = settings_.practice});
}

std::shared_ptr<const std::string> Pages::stamped(const std::string& id, const Stamp& stamp) {
  const auto release = file(file_of(stamp.page));
  if (!release) return nullptr;
  std::string text = encode(stamp);
  const std::lock_guard lock(*mutex_);
  Stamped& known = stamped_[{stamp.page, id}];
  if (!known.page || known.stamp != text) {
    // It could be stamped when it was loaded, and a definition is UTF-8.
    known = {std::move(text),
             std::make_shared<const std::string>(stamp_page(*release, stamp).value())};
  }
  return known.page;
}

}  // namespace tabella::server
