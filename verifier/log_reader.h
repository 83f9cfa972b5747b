// The log of a record out of its files: a checkpoint, tiles of hashes, entries in bundles. It says
// which file it needs next, so that its owner may wait for a network in between, and gives no entry
// that is not under the checkpoint's root. What the entries mean is for BlockReplay.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/policy.h"
#include "bulletin_board/log/tiles.h"
#include "crypto/bytes.h"
#include "crypto/result.h"
#include "verifier/tile_tree.h"
#include "verifier/verification.h"

namespace tabella::verifier {

// Owned by a RecordVerifier and called by its thread alone. What it counts goes to the owner's
// verification.
class LogReader {
 public:
  // Both outlive the reader.
  LogReader(const bulletin_board::Policy& policy, Verification& verification)
      : policy_(policy), verification_(verification) {}

  // The next files to be fed, in this order: at most `most`, fewer if later ones are not known yet.
  [[nodiscard]] std::vector<std::string> wants(std::size_t most) const;
  // The file that is wanted first; an error if it is not to be had. Nothing is fed after a failure.
  [[nodiscard]] std::optional<Failure> feed(const Result<Bytes>& file);

  // Entries in their order, each once.
  [[nodiscard]] bool has_entry() const { return taken_ < bundle_.size(); }
  [[nodiscard]] Bytes take_entry();
  [[nodiscard]] bool is_reading_entries() const { return stage_ == Stage::entries; }
  [[nodiscard]] bool has_taken_all() const { return next_entry_ == checkpoint_.size; }

  // Entries that were taken before and are looked at again: their bundles are wanted first.
  // take_again gives them by index, once is_reading_again is over.
  void read_again(const std::set<std::uint64_t>& indices);
  [[nodiscard]] bool is_reading_again() const { return !wanted_again_.empty(); }
  [[nodiscard]] std::map<std::uint64_t, Bytes> take_again();

  // All entries were taken.
  void end_entries();
  // The log has grown: a new checkpoint is wanted. Only when nothing else is.
  void grow();

  // An empty log shows nothing.
  [[nodiscard]] std::optional<Failure> check_size() const;
  // In entries, by the checkpoint.
  [[nodiscard]] std::uint64_t size() const { return checkpoint_.size; }

 private:
  enum class Stage { checkpoint, tiles, entries, over };

  [[nodiscard]] Report& report() { return verification_.report; }
  [[nodiscard]] bulletin_board::TileId bundle_of(std::uint64_t index) const;
  [[nodiscard]] bulletin_board::TileId tile_at(std::uint32_t level, std::uint64_t index) const;
  // The first tile, from a level up, that no earlier checkpoint had; and the one after a tile.
  [[nodiscard]] std::optional<bulletin_board::TileId> first_tile(std::uint32_t level) const;
  [[nodiscard]] std::optional<bulletin_board::TileId> tile_after(
      const bulletin_board::TileId& tile) const;
  [[nodiscard]] std::uint64_t count_tiles() const;
  [[nodiscard]] std::optional<Failure> open_checkpoint(const Result<Bytes>& file);
  [[nodiscard]] std::optional<Failure> read_tile(const Result<Bytes>& file);
  [[nodiscard]] std::optional<Failure> end_tiles();
  [[nodiscard]] std::optional<Failure> open_bundle(const bulletin_board::TileId& bundle,
                                                   const Result<Bytes>& file,
                                                   std::vector<Bytes>& entries) const;
  [[nodiscard]] std::optional<Failure> read_bundle(const Result<Bytes>& file);
  [[nodiscard]] std::optional<Failure> read_bundle_again(const Result<Bytes>& file);

  const bulletin_board::Policy& policy_;
  Verification& verification_;
  Stage stage_ = Stage::checkpoint;
  bulletin_board::Checkpoint checkpoint_;

  TileTree tree_;
  std::uint64_t tiled_ = 0;  // entries whose tiles were read for an earlier checkpoint
  // The tile to be read next. A size is a claim: no list is made of what it says there is.
  std::optional<bulletin_board::TileId> next_tile_;

  // Entries of the bundle that was read last, the first of them taken already.
  std::vector<Bytes> bundle_;
  std::size_t taken_ = 0;
  std::uint64_t next_entry_ = 0;  // index of the one to be taken next
  // Indices by bundle, and what was read of them.
  std::map<std::uint64_t, std::vector<std::uint64_t>> wanted_again_;
  std::map<std::uint64_t, Bytes> read_again_;
};

}  // namespace tabella::verifier
