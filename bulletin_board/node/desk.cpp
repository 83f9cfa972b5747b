#include "bulletin_board/node/desk.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace tabella::bulletin_board {

Reply stopped_reply() {
  return {{std::nullopt, Error{"node.stopped", "", "the node is stopping; try again"}, {}}, false};
}

bool Desk::ask(Bytes post, Respond respond, const Submit& submit) {
  const Hash leaf = leaf_hash(post);
  const std::lock_guard lock(mutex_);
  if (closed_) return false;
  const auto [asked, is_new] = asked_.try_emplace(leaf);
  if (is_new && !submit(std::move(post))) {
    asked_.erase(asked);
    return false;
  }
  asked->second.push_back(std::move(respond));
  return true;
}

void Desk::decide(std::vector<JudgedPost> posts, std::uint64_t size) {
  const std::lock_guard lock(mutex_);
  for (auto& [leaf, reply] : posts) {
    // A post may have come from another node.
    const auto asked = asked_.find(leaf);
    if (asked == asked_.end()) continue;
    // A refusal has no checkpoint to wait for.
    const std::uint64_t due = reply.verdict.index ? size : 0;
    for (Respond& respond : asked->second) {
      decided_.push_back({due, reply, std::move(respond)});
      reply.repeated = true;
    }
    asked_.erase(asked);
  }
}

void Desk::reply_up_to(std::uint64_t size) {
  std::vector<Decided> ready;
  {
    const std::lock_guard lock(mutex_);
    const auto waits = [size](const Decided& each) { return each.size > size; };
    const auto first = std::stable_partition(decided_.begin(), decided_.end(), waits);
    ready.assign(std::make_move_iterator(first), std::make_move_iterator(decided_.end()));
    decided_.erase(first, decided_.end());
  }
  for (const Decided& each : ready) each.respond(each.reply);
}

void Desk::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
}

void Desk::turn_away() {
  std::map<Hash, std::vector<Respond>> asked;
  std::deque<Decided> decided;
  {
    const std::lock_guard lock(mutex_);
    asked.swap(asked_);
    decided.swap(decided_);
  }
  const Reply reply = stopped_reply();
  for (const Decided& each : decided) each.respond(reply);
  for (const auto& [leaf, responds] : asked) {
    for (const Respond& respond : responds) respond(reply);
  }
}

}  // namespace tabella::bulletin_board
