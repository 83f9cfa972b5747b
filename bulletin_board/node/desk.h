// Who waits for what became of which post, and when they are told.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "bulletin_board/node/reply.h"
#include "crypto/bytes.h"

namespace tabella::bulletin_board {

// A sender waits from `ask` until its post's block is judged (`decide`), and on until the
// checkpoint that covers the block was published or waits for its witnesses (`reply_up_to`). Owned
// by the node, and called from any thread. Every sender is answered once, outside the desk's lock
// and by the thread whose call made the reply due.
class Desk {
 public:
  using Respond = std::function<void(const Reply&)>;
  // Sends a post on its way into a block; false if it is not taken.
  using Submit = std::function<bool(Bytes post)>;

  // False if the post is not taken, or the desk is closed: `respond` is not called then. The same
  // bytes on their way twice are one post, which is submitted once: both senders get its place. How
  // many posts may wait is for `submit` to say, which runs under the desk's lock.
  [[nodiscard]] bool ask(Bytes post, Respond respond, const Submit& submit);
  // What became of the posts of a block, after which the log has this size.
  void decide(std::vector<JudgedPost> posts, std::uint64_t size);
  // All checkpoints up to this size were published, or wait for their witnesses.
  void reply_up_to(std::uint64_t size);

  // Nobody can ask any more.
  void close();
  // Answers all who wait, as refused with node.stopped: their posts will be in no block, or their
  // block may never be published. Those who send such a post again are told its place.
  void turn_away();

 private:
  // A reply that is given when the checkpoint of this size was published.
  struct Decided {
    std::uint64_t size = 0;
    Reply reply;
    Respond respond;
  };

  std::mutex mutex_;  // all below
  bool closed_ = false;
  // Whose posts are on their way into a block, by the hash of the post's leaf.
  std::map<Hash, std::vector<Respond>> asked_;
  std::deque<Decided> decided_;
};

// The reply to a post that the node took no more, or could not see through.
[[nodiscard]] Reply stopped_reply();

}  // namespace tabella::bulletin_board
