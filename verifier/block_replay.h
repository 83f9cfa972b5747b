// The entries of a log replayed: blocks out of a row of entries, the ballots of many blocks
// verified together, each block derived again by the rules. Where the entries come from is for
// LogReader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "bulletin_board/board.h"
#include "bulletin_board/rules/block_reader.h"
#include "crypto/bytes.h"
#include "verifier/verification.h"

namespace tabella::verifier {

// Owned by a RecordVerifier and called by its thread, which lends it others for as long as a call
// takes. Makes the board of the owner's verification, and counts in its report.
class BlockReplay {
 public:
  // The verification outlives the replay. `origin` is the log's name by the policy; `ahead` as for
  // RecordVerifier.
  BlockReplay(Verification& verification, std::string origin,
              bulletin_board::Board::RunPieces run_pieces, std::size_t ahead);

  // As for RecordVerifier::after_each_block.
  using AfterBlock = std::function<void(std::span<const Bytes> entries)>;
  void after_each_block(AfterBlock after_block) { after_block_ = std::move(after_block); }

  // The next entry. After the last one of a block that should not wait, check() comes next.
  [[nodiscard]] std::optional<Failure> take(Bytes entry);
  [[nodiscard]] bool has_waiting() const;
  [[nodiscard]] bool is_full() const { return is_full_; }

  // Verifies the ballots of all waiting blocks together. Gives the entries before them that replay
  // looks at again.
  [[nodiscard]] std::set<std::uint64_t> check();
  [[nodiscard]] bool is_checked() const { return checked_.has_value(); }
  // Replays the waiting blocks, checked before, up to the first that fails; `again` holds what
  // check() asked for.
  [[nodiscard]] std::vector<Failure> replay(std::map<std::uint64_t, Bytes> again);

  // There are no more entries.
  [[nodiscard]] std::optional<Failure> end() const;

 private:
  struct Entries;

  [[nodiscard]] Report& report() { return verification_.report; }
  [[nodiscard]] bulletin_board::Board& board() const { return *verification_.board; }
  [[nodiscard]] std::vector<Failure> replay_block(const bulletin_board::StoredBlock& stored,
                                                  std::span<bulletin_board::CheckedPost> posts);
  [[nodiscard]] std::vector<Failure> refusals_of(const bulletin_board::StoredBlock& stored,
                                                 const bulletin_board::Block& derived);
  [[nodiscard]] std::optional<Failure> check_origin() const;
  void check_clock(const bulletin_board::StoredBlock& stored);

  Verification& verification_;
  std::string origin_;
  std::size_t ahead_;
  AfterBlock after_block_;
  bulletin_board::BlockReader reader_;
  std::uint64_t taken_ = 0;  // entries
  // Whole blocks that are not replayed yet, and what was read again for them. Shared with the
  // board's reader.
  std::shared_ptr<Entries> entries_;
  std::size_t waiting_entries_ = 0;
  std::size_t waiting_bytes_ = 0;  // of posts
  bool is_full_ = false;
  // The waiting blocks' posts, once these are checked.
  std::optional<std::vector<bulletin_board::CheckedPost>> checked_;
};

}  // namespace tabella::verifier
