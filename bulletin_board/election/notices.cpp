#include "bulletin_board/election/notices.h"

#include <algorithm>

#include "text/plain_text.h"

namespace tabella::bulletin_board {

Officials Notices::officials(const ElectionPost& election) const {
  Officials officials{election.officials, election.officials_threshold, {}};
  for (const auto& [official, revoked] : revoked_) officials.revoked.insert(official);
  return officials;
}

Result<Done> Notices::say_page(const PagePost& post, History& history) {
  if (pages_.contains(post.page)) {
    return Error{"rules.twice", post.page, "has its hash already"};
  }
  pages_.emplace(post.page, post.hash);
  history.add(as_bytes(post.page));
  history.add(post.hash);
  return Done{};
}

Result<Done> Notices::give_notice(const NoticePost& post, const std::vector<std::string>& languages,
                                  const Moment& now, History& history) {
  for (const std::string& language : languages) {
    if (!post.text.contains(language)) return Error{"notice.language", language, "is missing"};
  }
  for (const auto& [language, text] : post.text) {
    if (std::ranges::find(languages, language) == languages.end()) {
      return Error{"notice.language", language, "is no language of the election"};
    }
    if (const auto refusal = text::refuse_text(text)) {
      return Error{"notice.text", language, *refusal};
    }
  }
  notices_.push_back({post.text, now.entry, now.time});
  for (const auto& [language, text] : post.text) {
    history.add(as_bytes(language));
    history.add(as_bytes(text));
  }
  return Done{};
}

// As many keys must be left as weighty acts need: an election that nobody can close or cancel any
// more would be worse than a key in wrong hands.
Result<Done> Notices::revoke(const RevokePost& post, const ElectionPost& election,
                             const Moment& now, History& history) {
  if (post.official == 0 || post.official > election.officials.size()) {
    return Error{"rules.official", std::to_string(post.official), "is no official"};
  }
  const VerifierKey& key = election.officials[post.official - 1];
  if (revoked_.contains(post.official)) {
    return Error{"rules.twice", key.name(), "is revoked already"};
  }
  if (election.officials.size() - revoked_.size() <= election.officials_threshold) {
    return Error{
        "rules.last_keys", key.name(),
        "is needed: " + std::to_string(election.officials_threshold) + " officials must sign"};
  }
  if (const auto refusal = text::refuse_text(post.reason)) {
    return Error{"rules.reason", "reason", *refusal};
  }
  revoked_[post.official] = {post.reason, now.entry, now.time};
  history.add(key.public_key().bytes());
  history.add(as_bytes(post.reason));
  return Done{};
}

}  // namespace tabella::bulletin_board
