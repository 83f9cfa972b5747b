// What the officials say in addition to their acts: the hashes of pages, notices to everybody, and
// that a key of theirs speaks no longer.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "ballot/definition.h"
#include "bulletin_board/election/posts.h"
#include "bulletin_board/rules/history.h"
#include "bulletin_board/rules/matter.h"
#include "bulletin_board/rules/signing.h"
#include "crypto/result.h"

namespace tabella::bulletin_board {

// What the officials told everybody.
struct Notice {
  ballot::Text text;
  std::uint64_t entry = 0;  // index in the log
  std::uint64_t time = 0;   // of its block
};

// Why and when an official's key was revoked.
struct RevokedKey {
  std::string reason;
  std::uint64_t entry = 0;  // index in the log
  std::uint64_t time = 0;   // of its block
};

// Invariant: each page has one hash, and as many keys are left as weighty acts need.
class Notices {
 public:
  // By page; and in their order.
  [[nodiscard]] const std::map<std::string, PageHash>& pages() const { return pages_; }
  [[nodiscard]] const std::vector<Notice>& notices() const { return notices_; }
  // By the official's number, from 1.
  [[nodiscard]] const std::map<std::uint32_t, RevokedKey>& revoked() const { return revoked_; }
  // Those of the election, without whose keys were revoked.
  [[nodiscard]] Officials officials(const ElectionPost& election) const;

  // What posts do, each in its phase. Each checks first and changes nothing when it refuses.
  [[nodiscard]] Result<Done> say_page(const PagePost& post, History& history);
  [[nodiscard]] Result<Done> give_notice(const NoticePost& post,
                                         const std::vector<std::string>& languages,
                                         const Moment& now, History& history);
  [[nodiscard]] Result<Done> revoke(const RevokePost& post, const ElectionPost& election,
                                    const Moment& now, History& history);

 private:
  std::map<std::string, PageHash> pages_;
  std::vector<Notice> notices_;
  std::map<std::uint32_t, RevokedKey> revoked_;
};

}  // namespace tabella::bulletin_board
