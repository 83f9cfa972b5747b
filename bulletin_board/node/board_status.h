// What a node shows of its board: taken after each block, and read by everybody while the next one
// is judged.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "bulletin_board/board.h"
#include "bulletin_board/node/block_observer.h"

namespace tabella::bulletin_board {

// What a trustee has done so far.
struct TrusteeStatus {
  std::string name;
  bool joined = false;
  bool committed = false;
  bool dealt = false;
  bool certified = false;
  bool held = false;    // has shown its key before the close
  bool shared = false;  // of every style
  bool disqualified = false;
};

// An official whose key was revoked.
struct RevokedOfficial {
  std::string name;
  RevokedKey key;
};

struct ElectionStatus {
  Phase phase = Phase::join;
  std::uint64_t voters = 0;    // on the roll
  std::uint64_t accepted = 0;  // ballots, replaced ones too
  std::uint64_t tested = 0;    // notices of tested ballots
  std::size_t shares = 0;
  std::int64_t opens = 0;
  std::int64_t closes = 0;
  std::optional<crypto::Element> election_key;
  std::optional<crypto::Fingerprint> fingerprint;
  std::map<std::string, PageHash> pages;
  std::shared_ptr<const std::vector<Notice>> notices;
  std::vector<RevokedOfficial> revoked;
  std::string why_cancelled;
  std::vector<WeightyMoment> moments;
  std::shared_ptr<const Policy> policy;
  std::vector<TrusteeStatus> trustees;
  std::shared_ptr<const std::string> definition;
  std::shared_ptr<const ballot::Definition> parsed;
  std::shared_ptr<const std::string> result;  // its JSON; null before
  std::shared_ptr<const std::vector<tally::QuestionResult>> results;
};

struct BoardStatus {
  std::uint64_t size = 0;
  std::uint64_t height = 0;
  std::uint64_t time = 0;
  std::map<std::string, ElectionStatus> elections;
};

// Texts are shared with the status before.
[[nodiscard]] std::shared_ptr<const BoardStatus> status_of(const Board& board,
                                                           const BoardStatus& before);

// The status after the last block, which every reader gets as a whole. Owned by the node; `latest`
// may be called from any thread.
class LatestStatus : public BlockObserver {
 public:
  void after(const DurableBlock& block, const Board& board) override;
  [[nodiscard]] std::shared_ptr<const BoardStatus> latest() const;

 private:
  mutable std::mutex mutex_;  // status_
  std::shared_ptr<const BoardStatus> status_ = std::make_shared<BoardStatus>();
};

}  // namespace tabella::bulletin_board
