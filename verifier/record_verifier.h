// The verification of a record, fed with its files as they come, so that whoever reads them may
// wait for a network in between. It says which file it needs next, and keeps of what it read only
// the state of the board. verify.h is the same for files at hand.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bulletin_board/board.h"
#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/policy.h"
#include "bulletin_board/log/tiles.h"
#include "bulletin_board/rules/block_size.h"
#include "crypto/bytes.h"
#include "crypto/result.h"
#include "verifier/report.h"
#include "verifier/tile_hashes.h"
#include "verifier/verification.h"

namespace tabella::verifier {

// Entries that are read before their ballots are verified together: enough for every thread.
inline constexpr std::size_t kAhead = 8192;

class RecordVerifier {
 public:
  // `ahead`: entries that are read before their ballots are verified together, enough for every
  // thread. The policy outlives the verifier.
  RecordVerifier(const bulletin_board::Policy& policy, bulletin_board::Board::RunPieces run_pieces,
                 std::size_t ahead);
  ~RecordVerifier();
  RecordVerifier(const RecordVerifier&) = delete;
  RecordVerifier& operator=(const RecordVerifier&) = delete;

  // Called with the entries of each block, its record last, once all checks of it have passed. That
  // they stand under the checkpoint's root is known at the end, when nothing more is wanted.
  using AfterBlock = std::function<void(std::span<const Bytes> entries)>;
  void after_each_block(AfterBlock after_block) { after_block_ = std::move(after_block); }

  // The files to be fed, in this order, as far as that is known by now; `most` of them at most.
  // None when there is nothing more to verify. Only the first is sure to be asked for next: a
  // ballot that replaces another may ask for a file before the second.
  [[nodiscard]] std::vector<std::string> wants(std::size_t most) const;
  // The file that is wanted first; an error if it is not to be had.
  void feed(const Result<Bytes>& file);

  // The log has grown: the next file to be fed is its new checkpoint, then what it adds. Only when
  // nothing more is wanted. The caller knows that the new checkpoint extends the old one.
  void grow();

  // So many of so many entries are verified.
  [[nodiscard]] std::uint64_t done() const;
  [[nodiscard]] std::uint64_t all() const { return checkpoint_.size; }

  // What is known by now.
  [[nodiscard]] const Verification& verification() const { return verification_; }
  // Once it wants nothing. What was not reached is not counted in the report.
  [[nodiscard]] Verification finish();

 private:
  // One block of the log as it stands there.
  struct StoredBlock {
    std::uint64_t first = 0;  // index of its first entry
    std::uint64_t time = 0;
    std::vector<Bytes> entries;
    bulletin_board::BlockSize posts;
  };
  struct Entries;

  enum class Stage { checkpoint, entries, tiles, over };

  [[nodiscard]] Report& report() { return verification_.report; }
  [[nodiscard]] bulletin_board::Board& board() { return *verification_.board; }
  void fail(CheckName check, std::string failure);
  [[nodiscard]] bulletin_board::TileId bundle_of(std::uint64_t index) const;

  void open_checkpoint(const Result<Bytes>& file);
  void take_bundle(const Result<Bytes>& file);
  void take_again(const Result<Bytes>& file);
  void advance();
  void take_entry(Bytes entry);
  // Whether the open block has room for another entry.
  [[nodiscard]] bool has_room_for(const Bytes& entry) const;
  void check_waiting();
  void replay_waiting();
  void replay_block(const StoredBlock& stored, const std::vector<std::uint64_t>& places,
                    std::span<bulletin_board::CheckedPost> posts);
  void fail_at_difference(const std::vector<Bytes>& derived, const std::vector<Bytes>& stored,
                          std::uint64_t first);
  [[nodiscard]] bool is_known(const bulletin_board::TileId& tile) const;
  void end_log();
  void check_tile(const Result<Bytes>& file);
  void count_entry(const Bytes& entry);

  const bulletin_board::Policy& policy_;
  std::size_t ahead_;
  AfterBlock after_block_;
  Stage stage_ = Stage::checkpoint;
  Verification verification_;
  bulletin_board::Checkpoint checkpoint_;
  std::uint64_t tiled_ = 0;  // entries whose tiles were checked for an earlier checkpoint
  bulletin_board::MerkleEdge tree_;
  TileHashes tiles_;
  bool intact_ = true;

  // Entries of the bundle that was read last, the first of them not yet taken.
  std::vector<Bytes> bundle_;
  std::size_t taken_ = 0;
  std::uint64_t next_entry_ = 0;  // index of the one to be taken next
  StoredBlock open_;
  // Whole blocks that are not replayed yet, and what is read again for them. Shared with the
  // board's reader.
  std::shared_ptr<Entries> entries_;
  std::size_t waiting_entries_ = 0;
  std::size_t waiting_bytes_ = 0;
  // Their posts, once these are checked.
  std::optional<std::vector<bulletin_board::CheckedPost>> checked_;
  // Entries that are to be read again, by bundle.
  std::map<std::uint64_t, std::vector<std::uint64_t>> again_;
  // Tiles that are not checked yet, the next one last.
  std::vector<bulletin_board::TileId> unchecked_tiles_;
};

}  // namespace tabella::verifier
