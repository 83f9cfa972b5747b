// The log of a record out of its files: a checkpoint, entries in bundles, tiles of hashes. It says
// which file it needs next, so that its owner may wait for a network in between, and hashes what it
// reads. What the entries mean is for BlockReplay.
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
#include "verifier/tile_hashes.h"
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
  // The file that is wanted first; an error if it is not to be had.
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

  // All entries were taken: whether they hash to the checkpoint's root. Whatever it says, the tiles
  // are wanted now.
  [[nodiscard]] std::optional<Failure> end_entries();
  [[nodiscard]] bool is_reading_tiles() const { return stage_ == Stage::tiles; }
  // The log has grown: a new checkpoint is wanted. Only when nothing else is.
  void grow();

  // An empty log shows nothing.
  [[nodiscard]] std::optional<Failure> check_size() const;
  // In entries, by the checkpoint.
  [[nodiscard]] std::uint64_t size() const { return checkpoint_.size; }

 private:
  enum class Stage { checkpoint, entries, tiles, over };

  [[nodiscard]] Report& report() { return verification_.report; }
  [[nodiscard]] bulletin_board::TileId bundle_of(std::uint64_t index) const;
  [[nodiscard]] std::optional<Failure> open_checkpoint(const Result<Bytes>& file);
  [[nodiscard]] std::optional<Failure> read_bundle(const Result<Bytes>& file);
  [[nodiscard]] std::optional<Failure> read_bundle_again(const Result<Bytes>& file);
  [[nodiscard]] std::optional<Failure> check_tile(const Result<Bytes>& file);
  [[nodiscard]] bool is_known(const bulletin_board::TileId& tile) const;

  const bulletin_board::Policy& policy_;
  Verification& verification_;
  Stage stage_ = Stage::checkpoint;
  bulletin_board::Checkpoint checkpoint_;
  bulletin_board::MerkleEdge tree_;
  TileHashes tiles_;

  // Entries of the bundle that was read last, the first of them taken already.
  std::vector<Bytes> bundle_;
  std::size_t taken_ = 0;
  std::uint64_t next_entry_ = 0;  // index of the one to be taken next
  // Indices by bundle, and what was read of them.
  std::map<std::uint64_t, std::vector<std::uint64_t>> wanted_again_;
  std::map<std::uint64_t, Bytes> read_again_;

  std::uint64_t tiled_ = 0;  // entries whose tiles were checked for an earlier checkpoint
  // Tiles that are not checked yet, the next one last.
  std::vector<bulletin_board::TileId> unchecked_tiles_;
};

}  // namespace tabella::verifier
