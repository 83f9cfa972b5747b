// What the officials say beside their acts: the hashes of pages, notices to everybody, and that a
// key of theirs speaks no longer.
#include <algorithm>

#include "bulletin_board/election/election.h"
#include "text/plain_text.h"

namespace tabella::bulletin_board {

Officials Election::officials() const {
  Officials officials{post_.officials, post_.officials_threshold, {}};
  for (const auto& [official, revoked] : revoked_) officials.revoked.insert(official);
  return officials;
}

// The voter page is stamped with the fingerprint and is on the log before the first ballot: from
// then on no other one can be called the published one.
Result<Done> Election::say_page(const PagePost& post) {
  if (std::ranges::find(kPages, post.page) == kPages.end()) {
    return Error{"rules.page", post.page, "is no page"};
  }
  if (post.page == "voter") {
    if (auto done = expect(Phase::ready); !done) return done;
  } else if (voting_has_ended(phase_)) {
    return Error{"rules.phase", post_.election, "voting has ended"};
  }
  if (pages_.contains(post.page)) {
    return Error{"rules.twice", post.page, "has its hash already"};
  }
  pages_.emplace(post.page, post.hash);
  history_.add(as_bytes(post.page));
  history_.add(post.hash);
  return Done{};
}

Result<Done> Election::give_notice(const NoticePost& post, const Moment& now) {
  if (phase_ == Phase::archived) return Error{"rules.phase", post_.election, "is archived"};
  for (const std::string& language : definition_.languages) {
    if (!post.text.contains(language)) return Error{"notice.language", language, "is missing"};
  }
  for (const auto& [language, text] : post.text) {
    if (std::ranges::find(definition_.languages, language) == definition_.languages.end()) {
      return Error{"notice.language", language, "is no language of the election"};
    }
    if (const auto refusal = text::refuse_text(text)) {
      return Error{"notice.text", language, *refusal};
    }
  }
  notices_.push_back({post.text, now.entry, now.time});
  notice_when_ready_ |= phase_ == Phase::ready;
  for (const auto& [language, text] : post.text) {
    history_.add(as_bytes(language));
    history_.add(as_bytes(text));
  }
  return Done{};
}

// As many keys must be left as weighty acts need: an election that nobody can close or cancel any
// more would be worse than a key in wrong hands.
Result<Done> Election::revoke(const RevokePost& post, const Moment& now) {
  if (phase_ == Phase::archived) return Error{"rules.phase", post_.election, "is archived"};
  if (post.official == 0 || post.official > post_.officials.size()) {
    return Error{"rules.official", std::to_string(post.official), "is no official"};
  }
  const VerifierKey& key = post_.officials[post.official - 1];
  if (revoked_.contains(post.official)) {
    return Error{"rules.twice", key.name(), "is revoked already"};
  }
  if (post_.officials.size() - revoked_.size() <= post_.officials_threshold) {
    return Error{
        "rules.last_keys", key.name(),
        "is needed: " + std::to_string(post_.officials_threshold) + " officials must sign"};
  }
  if (const auto refusal = text::refuse_text(post.reason)) {
    return Error{"rules.reason", "reason", *refusal};
  }
  revoked_[post.official] = {post.reason, now.entry, now.time};
  history_.add(key.public_key().bytes());
  history_.add(as_bytes(post.reason));
  return Done{};
}

}  // namespace tabella::bulletin_board
