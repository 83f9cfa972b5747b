#include "verifier/log_reader.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "crypto/expects.h"

namespace tabella::verifier {

using bulletin_board::Hash;
using bulletin_board::kTileWidth;
using bulletin_board::TileId;

namespace {

std::string_view as_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// How many hashes the tiles of a level have.
std::uint64_t hashes_at(std::uint32_t level, std::uint64_t entries) {
  return bulletin_board::kTileHeight * level < 64 ? entries >> (bulletin_board::kTileHeight * level)
                                                  : 0;
}

}  // namespace

// The bundle that an entry is in.
TileId LogReader::bundle_of(std::uint64_t index) const {
  const std::uint64_t number = index / kTileWidth;
  const std::uint64_t width = std::min(kTileWidth, checkpoint_.size - number * kTileWidth);
  return {std::nullopt, number, static_cast<std::uint32_t>(width)};
}

TileId LogReader::tile_at(std::uint32_t level, std::uint64_t index) const {
  const std::uint64_t rest = hashes_at(level, checkpoint_.size) - index * kTileWidth;
  return {level, index, static_cast<std::uint32_t>(std::min(kTileWidth, rest))};
}

std::optional<TileId> LogReader::first_tile(std::uint32_t level) const {
  for (; hashes_at(level, checkpoint_.size) > 0; ++level) {
    const std::uint64_t known = hashes_at(level, tiled_);
    if (hashes_at(level, checkpoint_.size) > known) return tile_at(level, known / kTileWidth);
  }
  return std::nullopt;
}

std::optional<TileId> LogReader::tile_after(const TileId& tile) const {
  const std::uint64_t end = tile.index * kTileWidth + tile.width;
  if (end < hashes_at(*tile.level, checkpoint_.size)) return tile_at(*tile.level, tile.index + 1);
  return first_tile(*tile.level + 1);
}

// Those that no earlier checkpoint had.
std::uint64_t LogReader::count_tiles() const {
  std::uint64_t count = 0;
  for (auto tile = first_tile(0); tile; tile = first_tile(*tile->level + 1)) {
    const std::uint64_t hashes = hashes_at(*tile->level, checkpoint_.size);
    count += (hashes + kTileWidth - 1) / kTileWidth - tile->index;
  }
  return count;
}

std::vector<std::string> LogReader::wants(std::size_t most) const {
  std::vector<std::string> paths;
  if (stage_ == Stage::checkpoint && most > 0) paths.push_back("checkpoint");
  if (stage_ == Stage::tiles) {
    for (auto tile = next_tile_; tile && paths.size() < most; tile = tile_after(*tile)) {
      paths.push_back(tile->path());
    }
  }
  if (stage_ == Stage::tiles || stage_ == Stage::entries) {
    for (const auto& [bundle, indices] : wanted_again_) {
      if (paths.size() == most) return paths;
      paths.push_back(bundle_of(indices.front()).path());
    }
    std::uint64_t index = next_entry_ + (bundle_.size() - taken_);
    for (; paths.size() < most && index < checkpoint_.size; index += kTileWidth) {
      paths.push_back(bundle_of(index).path());
    }
  }
  return paths;
}

std::optional<Failure> LogReader::feed(const Result<Bytes>& file) {
  switch (stage_) {
    case Stage::checkpoint:
      return open_checkpoint(file);
    case Stage::tiles:
      return read_tile(file);
    case Stage::entries:
      return wanted_again_.empty() ? read_bundle(file) : read_bundle_again(file);
    case Stage::over:
      break;
  }
  EXPECTS(stage_ != Stage::over);
  return std::nullopt;
}

std::optional<Failure> LogReader::open_checkpoint(const Result<Bytes>& file) {
  report().expect(CheckName::views);
  if (!file) {
    return Failure{CheckName::completeness, "checkpoint: " + file.error().message()};
  }
  const auto opened = policy_.open(as_text(*file));
  if (!opened) {
    const std::string& code = opened.error().code;
    const bool of_policy = code.starts_with("policy.") || code == "checkpoint.cosignature";
    return Failure{of_policy ? CheckName::views : CheckName::log, opened.error().message()};
  }
  if (opened->checkpoint.size < checkpoint_.size) {
    return Failure{CheckName::views, "the log has fewer entries than before"};
  }
  report().count(CheckName::views);
  const std::uint64_t before = checkpoint_.size;
  verification_.checkpoint = as_text(*file);
  checkpoint_ = opened->checkpoint;
  report().expect(CheckName::log, checkpoint_.size - before + count_tiles());
  stage_ = Stage::tiles;
  next_tile_ = first_tile(0);
  return next_tile_ ? std::nullopt : end_tiles();
}

std::optional<Failure> LogReader::read_tile(const Result<Bytes>& file) {
  const TileId tile = *next_tile_;
  if (!file) {
    return Failure{CheckName::completeness, tile.path() + ": " + file.error().message()};
  }
  report().count(CheckName::log);
  if (file->size() != tile.width * Hash().size()) {
    return Failure{CheckName::log, tile.path() + ": has another size"};
  }
  tree_.take(tile, *file);
  next_tile_ = tile_after(tile);
  return next_tile_ ? std::nullopt : end_tiles();
}

// Before any entry is looked at: what judges entries that nobody signed blames a voter or the rules
// for what a disk did.
std::optional<Failure> LogReader::end_tiles() {
  stage_ = Stage::entries;
  tiled_ = checkpoint_.size;
  if (auto fault = tree_.fault(checkpoint_)) {
    return Failure{CheckName::log, *std::move(fault)};
  }
  return std::nullopt;
}

std::optional<Failure> LogReader::open_bundle(const TileId& bundle, const Result<Bytes>& file,
                                              std::vector<Bytes>& entries) const {
  if (!file) {
    return Failure{CheckName::completeness, bundle.path() + ": " + file.error().message()};
  }
  auto decoded = bulletin_board::decode_bundle(*file, bundle.width);
  if (!decoded) {
    return Failure{CheckName::log, bundle.path() + ": " + decoded.error().message()};
  }
  entries = *std::move(decoded);
  if (!tree_.has_bundle(bundle.index, entries)) {
    return Failure{CheckName::log, bundle.path() + ": does not hold the entries that the tree has"};
  }
  return std::nullopt;
}

std::optional<Failure> LogReader::read_bundle(const Result<Bytes>& file) {
  // The first of them are known from a smaller checkpoint.
  taken_ = next_entry_ % kTileWidth;
  return open_bundle(bundle_of(next_entry_), file, bundle_);
}

// A bundle whose entries were taken before.
std::optional<Failure> LogReader::read_bundle_again(const Result<Bytes>& file) {
  const auto wanted = wanted_again_.extract(wanted_again_.begin());
  std::vector<Bytes> entries;
  if (auto failure = open_bundle(bundle_of(wanted.mapped().front()), file, entries)) {
    return failure;
  }
  for (const std::uint64_t index : wanted.mapped()) {
    read_again_[index] = std::move(entries[index % kTileWidth]);
  }
  return std::nullopt;
}

Bytes LogReader::take_entry() {
  EXPECTS(has_entry());
  Bytes entry = std::move(bundle_[taken_++]);
  ++next_entry_;
  report().count(CheckName::log);
  return entry;
}

void LogReader::read_again(const std::set<std::uint64_t>& indices) {
  for (const std::uint64_t index : indices) {
    EXPECTS(index < next_entry_);
    wanted_again_[index / kTileWidth].push_back(index);
  }
}

std::map<std::uint64_t, Bytes> LogReader::take_again() {
  EXPECTS(wanted_again_.empty());
  return std::exchange(read_again_, {});
}

void LogReader::end_entries() {
  EXPECTS(stage_ == Stage::entries && has_taken_all());
  stage_ = Stage::over;
}

void LogReader::grow() {
  EXPECTS(stage_ == Stage::over);
  stage_ = Stage::checkpoint;
}

std::optional<Failure> LogReader::check_size() const {
  if (checkpoint_.size == 0) {
    return Failure{CheckName::completeness, "the log is empty: there is nothing to verify"};
  }
  return std::nullopt;
}

}  // namespace tabella::verifier
